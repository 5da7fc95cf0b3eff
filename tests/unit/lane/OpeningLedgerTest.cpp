#include "core/lane/OpeningLedger.h"

#include <gtest/gtest.h>

namespace {

using namespace gatehouse;
using lane::EventKind;
using lane::LaneEvent;
using lane::OpeningLedger;

LaneEvent operatorOpens(qint64 id, EventId request)
{
    LaneEvent event;
    event.id = EventId(id);
    event.kind = EventKind::Operator;
    event.answers = request;
    event.opensGate = true;
    return event;
}

LaneEvent gateSays(access::Reason reason, qint64 opening)
{
    LaneEvent event;
    event.id = EventId(opening + 1);
    event.kind = EventKind::Gate;
    event.answers = EventId(opening);
    event.decision.reason = reason;
    return event;
}

constexpr EventId Request(5);

} // namespace

TEST(OpeningLedger, TwoPressesOpenOnce)
{
    OpeningLedger ledger;
    EXPECT_TRUE(ledger.claim(Request));
    EXPECT_FALSE(ledger.claim(Request));
    ledger.onRecorded(operatorOpens(6, Request));
    ledger.onRecorded(gateSays(access::Reason::GateOpened, 6));
    EXPECT_FALSE(ledger.claim(Request));
    EXPECT_TRUE(ledger.claim(EventId(9)));
}

TEST(OpeningLedger, AGateThatDidNotMoveCanBeAskedAgain)
{
    OpeningLedger ledger;
    EXPECT_TRUE(ledger.claim(Request));
    ledger.onRecorded(operatorOpens(6, Request));
    ledger.onRecorded(gateSays(access::Reason::GateFailed, 6));
    EXPECT_TRUE(ledger.claim(Request));
}

TEST(OpeningLedger, AnOpeningThatWasNotWrittenDownCanBeAskedAgain)
{
    OpeningLedger ledger;
    EXPECT_TRUE(ledger.claim(Request));
    LaneEvent refused = operatorOpens(0, Request);
    refused.opensGate = false;
    ledger.onRefused(refused);
    EXPECT_TRUE(ledger.claim(Request));
}

TEST(OpeningLedger, WhatWasNeverRecordedHasNoNumberToBlock)
{
    OpeningLedger ledger;
    EXPECT_TRUE(ledger.claim(EventId()));
    EXPECT_TRUE(ledger.claim(EventId()));
}
