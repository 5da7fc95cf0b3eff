#include "ui/live/CardText.h"

#include "ui/common/StateTone.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"
#include "ui/words/SiteTime.h"

#include <QCoreApplication>
#include <QLocale>

namespace gatehouse::ui {

namespace {

struct CardWords
{
    Q_DECLARE_TR_FUNCTIONS(LaneCard)
};

// A gate's report carries the code of what went wrong in its note.
constexpr ErrorCode GateErrors[] = { ErrorCode::GateUnreachable, ErrorCode::GateRefused, ErrorCode::GateNoFeedback,
    ErrorCode::TimedOut, ErrorCode::Cancelled };

// A second best reading below this is noise to a guard; the reasons still list it.
constexpr double WorthNaming = 0.05;

QString twoDigits(double value)
{
    return QLocale().toString(value, 'f', 2);
}

QString pendingWord(lane::OperatorDecision::Action action)
{
    switch (action) {
    case lane::OperatorDecision::Action::Open:
        return CardWords::tr("opening…");
    case lane::OperatorDecision::Action::Refuse:
        return CardWords::tr("refusing…");
    case lane::OperatorDecision::Action::Correct:
        return CardWords::tr("deciding anew…");
    }
    return {};
}

QStringList reasonsOf(const lane::LaneEvent& event, lane::Purpose purpose)
{
    QStringList lines;
    lines << reasonText(event.decision.reason, event.ruleName);
    if (event.threshold > 0)
        lines << (event.subject == lane::LaneEvent::Subject::Person
                ? CardWords::tr("match %1, needs %2").arg(twoDigits(event.confidence), twoDigits(event.threshold))
                : CardWords::tr("confidence %1, needs %2")
                      .arg(twoDigits(event.confidence), twoDigits(event.threshold)));
    if (event.reads > 0 && event.plate)
        lines << CardWords::tr("%1 of %2 readings agree").arg(event.agreeing).arg(event.reads);
    if (!event.runnerUp.isEmpty())
        lines << CardWords::tr("second best: %1 (%2)").arg(event.runnerUp, twoDigits(event.runnerUpConfidence));
    if (event.liveness >= 0)
        lines << CardWords::tr("liveness %1 (a hint, not a proof)").arg(twoDigits(event.liveness));
    for (const vision::Finding& finding : event.findings)
        lines << findingText(finding, purpose);
    lines.removeDuplicates();
    return lines;
}

} // namespace

QString subjectText(const lane::LaneEvent& event)
{
    if (event.kind == lane::EventKind::Gate)
        return CardWords::tr("gate");
    if (event.plate)
        return event.plate->display();
    if (!event.personName.isEmpty())
        return event.personName;
    switch (event.subject) {
    case lane::LaneEvent::Subject::Person:
        return event.certainty == vision::Certainty::Unsure ? CardWords::tr("face not clear")
                                                            : CardWords::tr("unknown person");
    case lane::LaneEvent::Subject::Vehicle:
        return CardWords::tr("plate not readable");
    case lane::LaneEvent::Subject::None:
        break;
    }
    return CardWords::tr("nobody recognised");
}

QString decisionText(const lane::LaneEvent& event)
{
    QString text = reasonText(event.decision.reason, event.ruleName);
    if (event.kind == lane::EventKind::Operator && !event.operatorName.isEmpty())
        text += QStringLiteral(" · ") + event.operatorName;
    if (event.kind == lane::EventKind::Gate) {
        for (const ErrorCode code : GateErrors) {
            if (event.note == errorCodeName(code))
                text = errorText(Error { code, {} });
        }
    } else if (!event.note.isEmpty()) {
        text += QStringLiteral(" · ") + event.note;
    }
    return text;
}

QString sureText(const lane::LaneEvent& event)
{
    QStringList parts;
    if (event.subject == lane::LaneEvent::Subject::Person) {
        if (event.threshold > 0)
            parts << CardWords::tr("match %1 (needs %2)").arg(twoDigits(event.confidence), twoDigits(event.threshold));
        if (event.liveness >= 0)
            parts << CardWords::tr("live %1").arg(twoDigits(event.liveness));
    } else if (event.plate) {
        parts << QLocale().toString(qRound(event.confidence * 100)) + QStringLiteral(" %");
        if (event.plateRegion)
            parts << regionText(*event.plateRegion);
        if (event.reads > 0)
            parts << CardWords::tr("%1 of %2 readings agree").arg(event.agreeing).arg(event.reads);
    }
    return parts.join(QStringLiteral(" · "));
}

CardText cardText(const LaneCardState& card, UtcTime now)
{
    CardText text;
    const lane::LaneEvent* event = nullptr;
    if (card.pending) {
        event = &card.pending->request;
        text.state = pendingWord(card.pending->action);
        const bool refuses = card.pending->action == lane::OperatorDecision::Action::Refuse;
        text.icon = refuses ? Icon::StateDeny : Icon::StateAllow;
        text.tone = refuses ? Role::Deny : Role::Allow;
    } else if (card.isWaiting()) {
        event = &card.asks.first();
    } else if (card.shown) {
        event = &*card.shown;
    }
    if (!event) {
        text.state = CardWords::tr("nobody yet");
        return text;
    }
    if (!card.pending) {
        text.state = verdictText(event->decision.verdict);
        text.icon = verdictIcon(event->decision.verdict);
        text.tone = verdictRole(event->decision.verdict);
        if (event->decision.reason == access::Reason::GateFailed
            || event->decision.reason == access::Reason::RecordFailed) {
            text.icon = Icon::Alarm;
            text.tone = Role::Alarm;
        }
    }
    text.waiting = SiteTime::age(now - event->at);
    if (card.asks.size() > 1)
        text.waiting += QStringLiteral(" · ") + CardWords::tr("%n more", nullptr, int(card.asks.size()) - 1);
    text.who = subjectText(*event);
    text.isPlate = event->plate.has_value() && event->kind != lane::EventKind::Gate;
    QStringList what;
    if (event->plate && !event->personName.isEmpty())
        what << event->personName;
    if (const QString kind = personKindText(event->personKind); !kind.isEmpty())
        what << kind;
    if (!event->vehicleDescription.isEmpty())
        what << event->vehicleDescription;
    text.what = what.join(QStringLiteral(" · "));
    text.why = decisionText(*event);
    text.sure = sureText(*event);
    if (event->runnerUpConfidence >= WorthNaming)
        text.runnerUp = CardWords::tr("or %1 (%2)").arg(event->runnerUp, twoDigits(event->runnerUpConfidence));
    text.reasons = reasonsOf(*event, card.lane.purpose);
    if (card.failure)
        text.why = errorText(*card.failure);
    return text;
}

} // namespace gatehouse::ui
