#include "core/access/GateRegistry.h"

#include "tests/support/TestStore.h"

#include <QJsonDocument>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::access;

namespace {

class GateRegistryTest : public testing::Test
{
protected:
    static GateSettings relay()
    {
        GateSettings settings;
        settings.name = QStringLiteral("North barrier");
        settings.kind = GateKind::ModbusTcp;
        settings.host = QStringLiteral("relay.example");
        settings.port = 1502;
        settings.unit = 7;
        settings.coil = 3;
        settings.pulseMilliseconds = 700;
        settings.feedbackInput = 5;
        settings.timeoutMilliseconds = 2500;
        return settings;
    }

    test::TestStore store;
    security::ActingOperator administrator = store.administrator();
    GateRegistry gates { store.database(), store.clock() };
};

} // namespace

TEST_F(GateRegistryTest, AGateIsReadBackAsItWasWritten)
{
    GateSettings settings = relay();
    const auto id = gates.add(administrator, settings);
    ASSERT_TRUE(id);
    settings.id = *id;
    settings.version = RowVersion(1);
    EXPECT_EQ(*gates.list(store.guard()), QList<GateSettings> { settings });
    settings.feedbackInput.reset();
    settings.kind = GateKind::Simulated;
    settings.host.clear();
    ASSERT_TRUE(gates.update(administrator, settings));
    settings.version = RowVersion(2);
    EXPECT_EQ(*gates.list(store.guard()), QList<GateSettings> { settings });
    ASSERT_TRUE(gates.remove(administrator, *id));
    EXPECT_TRUE(gates.list(administrator)->isEmpty());
    EXPECT_EQ(gates.remove(administrator, *id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(gates.update(administrator, settings).error().code, ErrorCode::NotFound);
}

TEST_F(GateRegistryTest, WhatCannotBeIsRefusedByField)
{
    GateSettings settings = relay();
    settings.host = QStringLiteral("  ");
    EXPECT_EQ(gates.add(administrator, settings).error().detail, QStringLiteral("host"));
    settings = relay();
    settings.coil = -1;
    EXPECT_EQ(gates.add(administrator, settings).error().detail, QStringLiteral("coil"));
    settings = relay();
    ASSERT_TRUE(gates.add(administrator, settings));
    settings.name = QStringLiteral("NORTH BARRIER");
    EXPECT_EQ(gates.add(administrator, settings).error().code, ErrorCode::AlreadyExists);
}

TEST_F(GateRegistryTest, OnlyAnAdministratorChangesGates)
{
    const auto id = gates.add(administrator, relay());
    ASSERT_TRUE(id);
    for (const security::Role role : security::AllRoles) {
        if (role == security::Role::Administrator)
            continue;
        const auto actor = store.actor(role);
        EXPECT_EQ(gates.add(actor, relay()).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(gates.update(actor, relay()).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(gates.remove(actor, *id).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(gates.beginTestOpening(actor, *id).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(gates.endTestOpening(actor, *id, {}).error().code, ErrorCode::PermissionDenied);
    }
}

TEST_F(GateRegistryTest, ATestOpeningIsInTheTrailBeforeTheGateMovesAndSoIsItsOutcome)
{
    const auto id = gates.add(administrator, relay());
    ASSERT_TRUE(id);
    const auto settings = gates.beginTestOpening(administrator, *id);
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->coil, 3);
    ASSERT_TRUE(gates.endTestOpening(administrator, *id, failure(ErrorCode::GateNoFeedback)));
    EXPECT_EQ(store.auditActions(),
        (QStringList {
            QStringLiteral("gate.add"), QStringLiteral("gate.test-open"), QStringLiteral("gate.test-result") }));
    EXPECT_EQ(
        store.auditLines()[2].detail.value(QStringLiteral("outcome")).toString(), QStringLiteral("GateNoFeedback"));
    EXPECT_EQ(gates.beginTestOpening(administrator, GateId(99)).error().code, ErrorCode::NotFound);
    for (const test::AuditLine& line : store.auditLines()) {
        const QByteArray detail = QJsonDocument(line.detail).toJson();
        EXPECT_FALSE(detail.contains("relay.example") || detail.contains("North"));
    }
}
