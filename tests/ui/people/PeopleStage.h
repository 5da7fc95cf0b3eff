#pragma once

#include "tests/support/ScriptedSite.h"
#include "tests/ui/people/RegisterTest.h"
#include "ui/people/PeoplePage.h"

#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace gatehouse::test {

// The people page of a site with a scripted camera, for tests that derive from it; begin() and end() around each test.
class PeopleStage
{
protected:
    void begin()
    {
        lane::LaneParts parts;
        parts.makeCamera = [this](const video::CameraAddress&, video::Playback,
                               video::VideoRuntime&) -> Result<std::unique_ptr<video::CameraSource>> {
            return m_camera.source();
        };
        m_stage = std::make_unique<PageStage>(ui::ThemeName::Night, parts);
    }
    void end()
    {
        m_hands.reset();
        m_page.reset();
        m_stage.reset();
    }

    static people::Person person(const QString& name, const QString& ref = {})
    {
        people::Person draft;
        draft.name = name;
        draft.externalRef = ref;
        return draft;
    }

    PersonId added(const people::Person& draft) const
    {
        return m_stage->writer().call([&](store::Database& database) {
            return people::PersonRegistry(database, m_stage->clock())
                .add(m_stage->actor(security::Role::Manager), draft)
                .value();
        });
    }

    people::Person stored(PersonId id) const
    {
        return m_stage->writer().call([&](store::Database& database) {
            return people::PersonRegistry(database, m_stage->clock())
                .get(m_stage->actor(security::Role::Manager), id)
                .value();
        });
    }

    void open()
    {
        m_page = std::make_unique<ui::PeoplePage>(m_stage->context());
        m_hands.emplace(*m_page);
        PageStage::show(*m_page, QSize(1366, 768));
        m_page->activated();
        QTRY_COMPARE(m_hands->table()->view()->model() != nullptr, true);
    }

    QString written(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return file.fileName();
    }

    QTemporaryDir m_folder;
    ScriptedCamera m_camera;
    std::unique_ptr<PageStage> m_stage;
    std::unique_ptr<ui::PeoplePage> m_page;
    std::optional<Hands> m_hands;
};

} // namespace gatehouse::test
