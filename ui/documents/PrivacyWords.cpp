#include "ui/documents/PrivacyWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PrivacyWords)
};

} // namespace

QString dataClassText(privacy::DataClass dataClass)
{
    using privacy::DataClass;
    switch (dataClass) {
    case DataClass::VisitorsFaces:
        return Texts::tr("Faces of visitors after their visit");
    case DataClass::UnknownPictures:
        return Texts::tr("Pictures of unknown people and vehicles");
    case DataClass::KnownPictures:
        return Texts::tr("Pictures of registered people and vehicles");
    case DataClass::Passages:
        return Texts::tr("Passages: time, lane, whom, decision");
    case DataClass::Attendance:
        return Texts::tr("Attendance");
    case DataClass::Requests:
        return Texts::tr("Closed requests of the people recorded");
    case DataClass::Audit:
        return Texts::tr("Audit trail");
    }
    return {};
}

QString dataClassReason(privacy::DataClass dataClass)
{
    using privacy::DataClass;
    switch (dataClass) {
    case DataClass::VisitorsFaces:
        return Texts::tr(
            "A visit that is over has no purpose left. A week, for who comes again. Every visit has an end: "
            "it is entered for a quarter of a year at most.");
    case DataClass::UnknownPictures:
        return Texts::tr("Damage and wrong refusals show up after a weekend and a holiday (GDPR art. 5(1)(e), EDPB "
                         "guidelines 3/2019).");
    case DataClass::KnownPictures:
        return Texts::tr("Settles a month's attendance and bill after its close, as the notice of consent tells.");
    case DataClass::Passages:
        return Texts::tr("The half year in which a bill or a day's hours are disputed.");
    case DataClass::Attendance:
        return Texts::tr("Working time records are to be kept for two years.");
    case DataClass::Requests:
        return Texts::tr("Proof that requests were answered: claims lapse after three years.");
    case DataClass::Audit:
        return Texts::tr("Records of processing are to be kept for three years (PIPL art. 56; GDPR art. 5(2)). Older "
                         "entries are removed, and the site signs where the trail begins then.");
    }
    return {};
}

QString daysText(int days)
{
    return Texts::tr("%n day(s)", nullptr, days);
}

QString requestKindText(privacy::RequestKind kind)
{
    using privacy::RequestKind;
    switch (kind) {
    case RequestKind::Access:
        return Texts::tr("Get a copy of what is held");
    case RequestKind::Rectify:
        return Texts::tr("Have it corrected");
    case RequestKind::Restrict:
        return Texts::tr("Have its use restricted");
    case RequestKind::Erase:
        return Texts::tr("Have it erased");
    case RequestKind::Object:
        return Texts::tr("Objection");
    }
    return {};
}

QString requestKindHelp(privacy::RequestKind kind)
{
    using privacy::RequestKind;
    switch (kind) {
    case RequestKind::Access:
        return Texts::tr("Export the package and tell the passphrase by another way.");
    case RequestKind::Rectify:
        return Texts::tr("Correct the entry, and note what was changed.");
    case RequestKind::Restrict:
        return Texts::tr("Restrict: it is kept, but no lane recognises them.");
    case RequestKind::Erase:
        return Texts::tr("Erase, with a second person. The certificate is the proof.");
    case RequestKind::Object:
        return Texts::tr("Weigh the reasons. Restrict meanwhile; erase where they prevail.");
    }
    return {};
}

QString requestStateText(privacy::RequestState state)
{
    using privacy::RequestState;
    switch (state) {
    case RequestState::Open:
        return Texts::tr("open");
    case RequestState::Done:
        return Texts::tr("done");
    case RequestState::Refused:
        return Texts::tr("refused, with reasons");
    }
    return {};
}

QString clockText(const QJsonObject& certificateWords)
{
    const QJsonObject clock = certificateWords.value(QLatin1StringView("clock")).toObject();
    QStringList said;
    if (const int ahead = clock.value(QLatin1StringView("aheadDays")).toInt(); ahead > 0)
        said.append(Texts::tr("The clock was %1 ahead of the time the machine can account for.").arg(daysText(ahead)));
    if (clock.contains(QLatin1StringView("confirmedBy"))) {
        said.append(Texts::tr("The clock was last confirmed when it was %1 ahead, see entry %2 of the audit trail.")
                        .arg(daysText(std::max(0, clock.value(QLatin1StringView("confirmedDays")).toInt())))
                        .arg(clock.value(QLatin1StringView("confirmedBy")).toInteger()));
    }
    return said.join(QLatin1Char(' '));
}

RiskWords riskWords(privacy::Risk risk)
{
    using privacy::Risk;
    switch (risk) {
    case Risk::PlaceUnstated:
        return { Texts::tr("It is not stated what kind of place a camera looks at."),
            Texts::tr("State the place in the camera's settings.") };
    case Risk::PublicEdge:
        return { Texts::tr("A camera takes in ground that people cannot avoid."),
            Texts::tr("Turn or mask the camera, narrow the lane's region, put up a sign.") };
    case Risk::WorkplaceFaces:
        return { Texts::tr("Faces are recognised at a workplace, where consent is hardly free."),
            Texts::tr("Offer card, PIN or plate as equal ways; hear the works council; document the choice.") };
    case Risk::NoLiveness:
        return { Texts::tr("A lane may take a picture of a face for the face."),
            Texts::tr("Switch the liveness check on for the lane.") };
    case Risk::LongerThanStandard:
        return { Texts::tr("A class of data is kept longer than the standard."),
            Texts::tr("Write down why, or shorten it.") };
    case Risk::LongerThanTold:
        return { Texts::tr("Pictures are kept longer than the notice of consent tells people."),
            Texts::tr("Shorten it, or have a new notice signed.") };
    case Risk::Overdue:
        return { Texts::tr("Data is kept beyond its time, or the daily run has not taken place."),
            Texts::tr("Run the retention now and look why it did not run.") };
    case Risk::OneDecides:
        return { Texts::tr("One person alone can export and erase: there is nobody to approve."),
            Texts::tr("Add a second operator whose role may approve.") };
    case Risk::RequestsOverdue:
        return { Texts::tr("Requests of the people recorded are overdue."), Texts::tr("Answer them now.") };
    case Risk::ManyPeople:
        return { Texts::tr(
                     "80,000 people or more are stored; from 100,000 on face recognition is to be filed in China."),
            Texts::tr("Remove who no longer comes; prepare the filing.") };
    case Risk::FacesOnly:
        return { Texts::tr("More than nine in ten people pass by their face alone."),
            Texts::tr("Offer another way that is equal: the face must never be the only one.") };
    }
    return {};
}

} // namespace gatehouse::ui
