#pragma once

#include "core/audit/SigningKey.h"
#include "core/evidence/EvidenceStore.h"
#include "core/lane/EventLog.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "core/privacy/ClockDoubt.h"
#include "core/security/DualControl.h"
#include "core/security/SiteKeyTable.h"
#include "tests/support/TestStore.h"

#include <gtest/gtest.h>

namespace gatehouse::privacy {

inline constexpr qint64 Day = 24LL * 60 * 60 * 1000;

// A store with passages of different ages and the two people who decide about privacy.
class PrivacyTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto transaction = store::Transaction::begin(store());
        ASSERT_TRUE(security::recordSitePublicKey(
            *transaction, security::SiteKeyPurpose::Signing, m_key.publicKey(), clock().now()));
        ASSERT_TRUE(transaction->commit());
    }
    PersonId addPerson(const QString& name)
    {
        people::Person draft;
        draft.name = name;
        return people::PersonRegistry(store(), clock()).add(administrator, draft).value();
    }
    VehicleId addVehicle(QStringView plate, PersonId owner = {})
    {
        people::Vehicle draft;
        draft.plate = PlateText::fromUserInput(plate).value();
        draft.owner = owner;
        return people::VehicleRegistry(store(), clock()).add(administrator, draft).value();
    }

    struct Passage
    {
        qint64 daysAgo = 0;
        PersonId person;
        VehicleId vehicle;
        QString plate;
        EventId answers;
    };
    EventId pass(const Passage& passage)
    {
        lane::LaneEvent event;
        event.at = clock().now().plusMilliseconds(-passage.daysAgo * Day);
        event.lane = LaneId(1);
        event.laneName = QStringLiteral("Entry 1");
        const bool isPerson = passage.person.isValid();
        event.subject = isPerson ? lane::LaneEvent::Subject::Person : lane::LaneEvent::Subject::Vehicle;
        event.certainty = isPerson || passage.vehicle.isValid() ? vision::Certainty::Known : vision::Certainty::Unknown;
        event.person = passage.person;
        event.vehicle = passage.vehicle;
        event.plate = PlateText::fromUserInput(passage.plate);
        if (event.plate)
            event.plateRegion = Region::Europe;
        event.decision = { access::Verdict::Ask, access::Reason::Stranger, {} };
        if (passage.answers.isValid()) {
            event.kind = lane::EventKind::Operator;
            event.answers = passage.answers;
            event.operatorId = administrator.id;
        }
        QImage image(32, 24, QImage::Format_RGB32);
        image.fill(Qt::gray);
        const auto picture = evidence::encodePicture(image).value();
        const bool hasPictures = !passage.answers.isValid();
        const auto recorded = lane::EventLog(store(), clock())
                                  .record(event, hasPictures ? std::optional(picture) : std::nullopt,
                                      hasPictures ? std::optional(picture) : std::nullopt);
        EXPECT_TRUE(recorded) << (recorded ? "" : recorded.error().detail.toStdString());
        return recorded ? recorded->id : EventId();
    }

    security::Approval approved(const security::Proposal& proposal, const security::ActingOperator& proposer)
    {
        const security::ActingOperator& other = proposer.id == officer.id ? administrator : officer;
        auto approval = security::Approval::of(proposer, other, proposal, clock());
        EXPECT_TRUE(approval);
        return std::move(*approval);
    }

    // Two people say that the clock is right.
    Result<void> confirmTheClock(store::Database& database)
    {
        const UtcTime shown = clock().now();
        return confirmClock(officer, database, clock(), shown, approved(clockProposal(shown), officer));
    }

    store::Database& store() { return m_store.database(); }
    test::TestClock& clock() { return m_store.clock(); }
    qint64 number(QByteArrayView sql) { return m_store.number(sql); }

    test::TestStore m_store;
    const audit::SigningKey m_key = audit::SigningKey::generate().value();
    const security::ActingOperator administrator = m_store.administrator();
    const security::ActingOperator officer = m_store.actor(security::Role::PrivacyOfficer);
    const security::ActingOperator guard = m_store.guard();
};

} // namespace gatehouse::privacy
