#include "ui/people/FaceStudio.h"

#include "core/base/Resources.h"
#include "core/evidence/PictureCodec.h"
#include "core/people/PersonRegistry.h"

#include <QCoreApplication>
#include <QPointer>

namespace gatehouse::ui {

FaceStudio::FaceStudio(security::OpenSite& site, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_site(site)
    , m_clock(clock)
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(-1);
}

FaceStudio::~FaceStudio()
{
    m_thread.clear();
    m_thread.waitForDone();
}

template <typename Value, typename Work, typename Receiver>
void FaceStudio::run(Work work, QObject* receiver, Receiver done)
{
    m_thread.start([work = std::move(work), guard = QPointer<QObject>(receiver), done = std::move(done)]() mutable {
        auto value = std::make_shared<Value>(work());
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [value, guard, done = std::move(done)] {
                if (guard)
                    done(std::move(*value));
            },
            Qt::QueuedConnection);
    });
}

void FaceStudio::take(
    const video::Frame& frame, PersonId person, const security::ActingOperator& actor, QObject* receiver, Done done)
{
    run<Result<StudioLook>>(
        [this, frame, person, actor]() -> Result<StudioLook> {
            GATEHOUSE_TRY_ASSIGN(looking, enroller());
            return compared(looking->look(frame), person, actor);
        },
        receiver, std::move(done));
}

void FaceStudio::takeFile(
    const QString& file, PersonId person, const security::ActingOperator& actor, QObject* receiver, Done done)
{
    run<Result<StudioLook>>(
        [this, file, person, actor]() -> Result<StudioLook> {
            GATEHOUSE_TRY_ASSIGN(looking, enroller());
            GATEHOUSE_TRY_ASSIGN(picture, evidence::readPictureFile(file));
            return compared(looking->look(picture), person, actor);
        },
        receiver, std::move(done));
}

void FaceStudio::glance(
    const video::Frame& frame, QObject* receiver, std::function<void(const enrolment::FaceAttempt&)> done)
{
    if (m_thread.activeThreadCount() > 0)
        return;
    run<enrolment::FaceAttempt>(
        [this, frame] {
            const auto looking = enroller();
            return looking ? (*looking)->look(frame) : enrolment::FaceAttempt();
        },
        receiver, std::move(done));
}

Result<enrolment::Enroller*> FaceStudio::enroller()
{
    if (!m_enroller) {
        GATEHOUSE_TRY_ASSIGN(created, enrolment::Enroller::create(resourcePath(u"models")));
        m_enroller = std::move(created);
    }
    return m_enroller.get();
}

Result<StudioLook> FaceStudio::compared(
    const enrolment::FaceAttempt& attempt, PersonId person, const security::ActingOperator& actor)
{
    StudioLook look { attempt, {} };
    if (!attempt.sample)
        return look;
    return m_site.reader().call([&](store::Database& database) -> Result<StudioLook> {
        GATEHOUSE_TRY_ASSIGN(known, enrolment::LookAlikes::load(database, m_clock, attempt.sample->faceTemplate.model));
        if (const auto alike = known.find(attempt.sample->faceTemplate.vector, person)) {
            GATEHOUSE_TRY_ASSIGN(other, people::PersonRegistry(database, m_clock).get(actor, alike->person));
            GATEHOUSE_TRY(m_site.noteReading(actor,
                { QStringLiteral("person.look-alike"), { QStringLiteral("person"), alike->person.value() }, 1, {} }));
            look.alikeName = other.name;
        }
        return look;
    });
}

} // namespace gatehouse::ui
