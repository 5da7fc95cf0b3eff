#pragma once

#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "tests/support/TestStore.h"

#include <gtest/gtest.h>

namespace gatehouse::people {

// A site with its registries, and short ways to put somebody into it.
class PeopleTest : public testing::Test
{
protected:
    test::TestStore m_store;
    PersonRegistry m_persons { m_store.database(), m_store.clock() };
    VehicleRegistry m_vehicles { m_store.database(), m_store.clock() };
    GroupRegistry m_groups { m_store.database(), m_store.clock() };
    ConsentLedger m_consents { m_store.database(), m_store.clock() };
    FaceTemplates m_templates { m_store.database(), m_store.clock() };
    security::ActingOperator m_manager = m_store.actor(security::Role::Manager);
    security::ActingOperator m_attendant = m_store.actor(security::Role::Attendant);

    static Person draft(const QString& name, const QString& ref = {})
    {
        Person person;
        person.name = name;
        person.externalRef = ref;
        return person;
    }
    static Vehicle car(const QString& plate, Region region = Region::Europe)
    {
        Vehicle vehicle;
        vehicle.plate = PlateText::fromUserInput(plate).value();
        vehicle.region = region;
        return vehicle;
    }
    PersonId addPerson(const QString& name, const QString& ref = {})
    {
        return m_persons.add(m_manager, draft(name, ref)).value();
    }
    Consent consentOf(PersonId person, ConsentPurpose purpose = ConsentPurpose::AccessFace) const
    {
        Consent consent;
        consent.person = person;
        consent.purpose = purpose;
        consent.noticeVersion = QStringLiteral("face-access-1-en");
        consent.noticeHash = QByteArray(32, '\x42');
        consent.givenAt = TestNow;
        return consent;
    }
    static FaceTemplate faceOf(PersonId person, std::size_t axis = 0)
    {
        FaceTemplate face;
        face.person = person;
        face.model = QStringLiteral("test-embedder");
        face.vector.assign(8, 0.0F);
        face.vector[axis] = 1.0F;
        face.quality = 0.8;
        return face;
    }
    Result<TemplateId> addTemplate(const FaceTemplate& face, const QByteArray& picture = QByteArrayLiteral("jpeg"))
    {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_store.database()));
        GATEHOUSE_TRY_ASSIGN(id, m_templates.add(transaction, m_manager, face, picture));
        GATEHOUSE_TRY(transaction.commit());
        return id;
    }

    inline static const UtcTime TestNow = UtcTime::fromMilliseconds(test::TestClock::Start);
};

} // namespace gatehouse::people
