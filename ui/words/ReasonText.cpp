#include "ui/words/ReasonText.h"

#include "ui/words/ErrorText.h"
#include "ui/words/SiteTime.h"

#include <QCoreApplication>
#include <QLocale>

namespace gatehouse::ui {

namespace {

// The translation context of every word in this file.
struct ReasonWords
{
    Q_DECLARE_TR_FUNCTIONS(ReasonText)
};

QString plainNumber(double value, int digits = 0)
{
    return QLocale().toString(value, 'f', digits);
}

} // namespace

QString verdictText(access::Verdict verdict)
{
    switch (verdict) {
    case access::Verdict::Allow:
        return ReasonWords::tr("allowed");
    case access::Verdict::Deny:
        return ReasonWords::tr("refused");
    case access::Verdict::Ask:
        return ReasonWords::tr("asks you");
    }
    return {};
}

QString reasonText(access::Reason reason)
{
    switch (reason) {
    case access::Reason::RuleAllows:
        return ReasonWords::tr("a rule allows it");
    case access::Reason::RuleDenies:
        return ReasonWords::tr("a rule forbids it");
    case access::Reason::NoRule:
        return ReasonWords::tr("registered, but no rule allows this place");
    case access::Reason::OutsideSchedule:
        return ReasonWords::tr("not at this hour");
    case access::Reason::RuleExpired:
        return ReasonWords::tr("the rule is not valid today");
    case access::Reason::SubjectInactive:
        return ReasonWords::tr("registered, but switched off");
    case access::Reason::SubjectExpired:
        return ReasonWords::tr("registered, but not valid today");
    case access::Reason::Stranger:
        return ReasonWords::tr("not registered");
    case access::Reason::Unsure:
        return ReasonWords::tr("not seen clearly enough");
    case access::Reason::NotLive:
        return ReasonWords::tr("looks like a picture of a person");
    case access::Reason::OperatorAllowed:
        return ReasonWords::tr("opened by the operator");
    case access::Reason::OperatorDenied:
        return ReasonWords::tr("refused by the operator");
    case access::Reason::OperatorCorrected:
        return ReasonWords::tr("corrected by the operator");
    case access::Reason::RecordFailed:
        return ReasonWords::tr("could not be recorded: the gate stays shut");
    case access::Reason::GateOpened:
        return ReasonWords::tr("the gate opened");
    case access::Reason::GateFailed:
        return ReasonWords::tr("the gate did not open");
    }
    return {};
}

QString reasonText(access::Reason reason, const QString& ruleName)
{
    if (ruleName.isEmpty())
        return reasonText(reason);
    if (reason == access::Reason::RuleAllows)
        return ReasonWords::tr("rule “%1”").arg(ruleName);
    if (reason == access::Reason::RuleDenies)
        return ReasonWords::tr("forbidden by rule “%1”").arg(ruleName);
    return ReasonWords::tr("%1 (rule “%2”)").arg(reasonText(reason), ruleName);
}

QString findingText(const vision::Finding& finding, lane::Purpose purpose)
{
    switch (finding.obstacle) {
    case vision::Obstacle::TooSmall:
        return (purpose == lane::Purpose::Plates ? ReasonWords::tr("plate %1 px high, needs %2")
                                                 : ReasonWords::tr("%1 px between the eyes, needs %2"))
            .arg(plainNumber(finding.measured), plainNumber(finding.needed));
    case vision::Obstacle::Blurred:
        return ReasonWords::tr("blurred: sharpness %1, needs %2")
            .arg(plainNumber(finding.measured), plainNumber(finding.needed));
    case vision::Obstacle::Turned:
        return ReasonWords::tr("turned by %1°, at most %2°")
            .arg(plainNumber(finding.measured), plainNumber(finding.needed));
    case vision::Obstacle::TooDark:
        return ReasonWords::tr("too dark: brightness %1, needs %2")
            .arg(plainNumber(finding.measured), plainNumber(finding.needed));
    case vision::Obstacle::TooBright:
        return ReasonWords::tr("too bright: brightness %1, at most %2")
            .arg(plainNumber(finding.measured), plainNumber(finding.needed));
    case vision::Obstacle::BelowThreshold:
        return ReasonWords::tr("match %1, needs %2")
            .arg(plainNumber(finding.measured, 2), plainNumber(finding.needed, 2));
    case vision::Obstacle::TooCloseToSecond:
        return ReasonWords::tr("only %1 ahead of the second best, needs %2")
            .arg(plainNumber(finding.measured, 2), plainNumber(finding.needed, 2));
    case vision::Obstacle::NotLive:
        return ReasonWords::tr("liveness %1, needs %2 (a hint, not a proof)")
            .arg(plainNumber(finding.measured, 2), plainNumber(finding.needed, 2));
    case vision::Obstacle::FormatUnknown:
        return ReasonWords::tr("the characters fit no plate format expected here");
    case vision::Obstacle::TooFewReads:
        return ReasonWords::tr("%1 readings agree, needs %2")
            .arg(plainNumber(finding.measured), plainNumber(finding.needed));
    }
    return {};
}

QString personKindText(people::PersonKind kind)
{
    switch (kind) {
    case people::PersonKind::Employee:
        return ReasonWords::tr("employee");
    case people::PersonKind::Contractor:
        return ReasonWords::tr("contractor");
    case people::PersonKind::Resident:
        return ReasonWords::tr("resident");
    case people::PersonKind::Visitor:
        return ReasonWords::tr("visitor");
    }
    return {};
}

QString personKindText(const QString& code)
{
    for (const people::PersonKind kind : people::AllPersonKinds) {
        if (people::personKindCode(kind) == code)
            return personKindText(kind);
    }
    return {};
}

QString consentPurposeText(people::ConsentPurpose purpose)
{
    switch (purpose) {
    case people::ConsentPurpose::AccessFace:
        return ReasonWords::tr("face at the gate");
    case people::ConsentPurpose::AttendanceFace:
        return ReasonWords::tr("face for attendance");
    case people::ConsentPurpose::Picture:
        return ReasonWords::tr("picture on file");
    }
    return {};
}

QString consentFormText(people::ConsentForm form)
{
    switch (form) {
    case people::ConsentForm::SignedForm:
        return ReasonWords::tr("signed form");
    case people::ConsentForm::Signature:
        return ReasonWords::tr("signature on screen");
    case people::ConsentForm::Guardian:
        return ReasonWords::tr("signed by the guardian");
    case people::ConsentForm::Electronic:
        return ReasonWords::tr("electronic");
    }
    return {};
}

QString disclosureReasonText(people::DisclosureReason reason)
{
    switch (reason) {
    case people::DisclosureReason::Identification:
        return ReasonWords::tr("to identify the person");
    case people::DisclosureReason::SubjectRequest:
        return ReasonWords::tr("the person asked for it");
    case people::DisclosureReason::Correction:
        return ReasonWords::tr("to correct an entry");
    case people::DisclosureReason::Authority:
        return ReasonWords::tr("an authority demands it by law");
    }
    return {};
}

QString roleText(security::Role role)
{
    switch (role) {
    case security::Role::Guard:
        return ReasonWords::tr("guard");
    case security::Role::Attendant:
        return ReasonWords::tr("parking attendant");
    case security::Role::Manager:
        return ReasonWords::tr("manager");
    case security::Role::PrivacyOfficer:
        return ReasonWords::tr("privacy officer");
    case security::Role::Administrator:
        return ReasonWords::tr("administrator");
    }
    return {};
}

QString regionText(Region region)
{
    switch (region) {
    case Region::China:
        return ReasonWords::tr("China");
    case Region::Europe:
        return ReasonWords::tr("Europe");
    case Region::UnitedStates:
        return ReasonWords::tr("United States");
    case Region::Brazil:
        return ReasonWords::tr("Brazil");
    }
    return {};
}

QString directionText(access::Direction direction)
{
    switch (direction) {
    case access::Direction::In:
        return ReasonWords::tr("in");
    case access::Direction::Out:
        return ReasonWords::tr("out");
    case access::Direction::Both:
        return ReasonWords::tr("in and out");
    }
    return {};
}

QString effectText(access::Effect effect)
{
    switch (effect) {
    case access::Effect::Allow:
        return ReasonWords::tr("allow");
    case access::Effect::Deny:
        return ReasonWords::tr("forbid");
    }
    return {};
}

QString purposeText(lane::Purpose purpose)
{
    switch (purpose) {
    case lane::Purpose::Plates:
        return ReasonWords::tr("number plates");
    case lane::Purpose::Faces:
        return ReasonWords::tr("faces");
    }
    return {};
}

QString placeText(lane::Place place)
{
    switch (place) {
    case lane::Place::Unstated:
        return ReasonWords::tr("not stated");
    case lane::Place::Entrance:
        return ReasonWords::tr("entrance");
    case lane::Place::CarPark:
        return ReasonWords::tr("car park");
    case lane::Place::Corridor:
        return ReasonWords::tr("corridor or stairs");
    case lane::Place::Workplace:
        return ReasonWords::tr("workplace");
    case lane::Place::PublicEdge:
        return ReasonWords::tr("takes in public ground");
    }
    return {};
}

QString certaintyText(vision::Certainty certainty)
{
    switch (certainty) {
    case vision::Certainty::Known:
        return ReasonWords::tr("sure");
    case vision::Certainty::Unknown:
        return ReasonWords::tr("unknown");
    case vision::Certainty::Unsure:
        return ReasonWords::tr("unsure");
    }
    return {};
}

QString gateKindText(access::GateKind kind)
{
    switch (kind) {
    case access::GateKind::Simulated:
        return ReasonWords::tr("simulated");
    case access::GateKind::ModbusTcp:
        return ReasonWords::tr("Modbus TCP relay");
    }
    return {};
}

QString gatePhaseText(access::GatePhase phase)
{
    switch (phase) {
    case access::GatePhase::Unknown:
        return ReasonWords::tr("gate: state unknown");
    case access::GatePhase::Closed:
        return ReasonWords::tr("gate closed");
    case access::GatePhase::Opening:
        return ReasonWords::tr("gate opening");
    case access::GatePhase::Open:
        return ReasonWords::tr("gate open");
    case access::GatePhase::Faulty:
        return ReasonWords::tr("gate does not answer");
    }
    return {};
}

QString cameraKindText(video::CameraKind kind)
{
    switch (kind) {
    case video::CameraKind::Rtsp:
        return ReasonWords::tr("network camera (RTSP)");
    case video::CameraKind::Mjpeg:
        return ReasonWords::tr("network camera (HTTP MJPEG)");
    case video::CameraKind::Device:
        return ReasonWords::tr("camera on this machine");
    case video::CameraKind::File:
        return ReasonWords::tr("video file");
    case video::CameraKind::Folder:
        return ReasonWords::tr("folder of pictures");
    }
    return {};
}

QString cameraStateText(const video::CameraState& state)
{
    switch (state.phase) {
    case video::CameraPhase::Stopped:
        return ReasonWords::tr("switched off");
    case video::CameraPhase::Connecting:
        return state.attempt > 1 ? ReasonWords::tr("connecting, try %1").arg(state.attempt)
                                 : ReasonWords::tr("connecting");
    case video::CameraPhase::Live:
        return ReasonWords::tr("live");
    case video::CameraPhase::Stale:
        return ReasonWords::tr("%1 old").arg(SiteTime::age(state.silentFor));
    case video::CameraPhase::Failed:
        return state.reason ? ReasonWords::tr("failed: %1").arg(errorWords(Error { *state.reason, {} }).what)
                            : ReasonWords::tr("failed");
    case video::CameraPhase::Ended:
        return ReasonWords::tr("ended");
    }
    return {};
}

} // namespace gatehouse::ui
