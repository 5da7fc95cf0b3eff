#pragma once

#include "core/enrolment/ImportText.h"
#include "core/enrolment/PersonImport.h"
#include "core/enrolment/VehicleImport.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "tests/support/TestStore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace gatehouse::enrolment {

// A site, a folder for the files of an import, and samples as a recogniser would make them.
class ImportTest : public testing::Test
{
protected:
    QString written(const QString& name, const QByteArray& bytes) const
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return path;
    }
    PersonFile personFile(const QByteArray& csv, const QString& pictures = {}) const
    {
        return readPersonFile(written(QStringLiteral("people.csv"), csv), pictures, QTimeZone::utc()).value();
    }
    VehicleFile vehicleFile(const QByteArray& csv) const
    {
        return readVehicleFile(written(QStringLiteral("cars.csv"), csv), QTimeZone::utc()).value();
    }
    Result<ImportReport> imported(
        const QByteArray& csv, ImportMode mode = ImportMode::Commit, const PersonPictures& pictures = {})
    {
        return importPersons(m_store.database(), m_store.clock(), m_manager, personFile(csv), pictures, m_notice, mode);
    }
    Result<ImportReport> importedCars(const QByteArray& csv, ImportMode mode = ImportMode::Commit)
    {
        return importVehicles(m_store.database(), m_store.clock(), m_manager, vehicleFile(csv), mode);
    }
    static FaceSample sample(std::size_t axis)
    {
        FaceSample face;
        face.faceTemplate.model = QStringLiteral("test-embedder");
        face.faceTemplate.vector.assign(16, 0.0F);
        face.faceTemplate.vector[axis] = 1.0F;
        face.faceTemplate.quality = 0.7;
        face.picture = { QByteArrayLiteral("jpeg"), QSize(1, 1) };
        return face;
    }
    people::Person person(const QString& ref)
    {
        return m_persons.findByRef(m_manager, ref).value().value_or(people::Person());
    }

    QTemporaryDir m_folder;
    test::TestStore m_store;
    security::ActingOperator m_manager = m_store.actor(security::Role::Manager);
    people::PersonRegistry m_persons { m_store.database(), m_store.clock() };
    people::VehicleRegistry m_vehicles { m_store.database(), m_store.clock() };
    people::GroupRegistry m_groups { m_store.database(), m_store.clock() };
    people::ConsentNotices m_notice = people::loadConsentNotices(u"en").value();
};

} // namespace gatehouse::enrolment
