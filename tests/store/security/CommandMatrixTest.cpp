#include "core/access/GateRegistry.h"
#include "core/access/RuleBook.h"
#include "core/enrolment/Enrolment.h"
#include "core/enrolment/PersonImport.h"
#include "core/enrolment/VehicleImport.h"
#include "core/lane/EventLog.h"
#include "core/lane/LaneRegistry.h"
#include "core/lane/LaneRuntime.h"
#include "core/people/ConsentLedger.h"
#include "core/people/Erasure.h"
#include "core/people/FaceTemplates.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PeopleCount.h"
#include "core/people/PersonRegistry.h"
#include "core/people/SealedFields.h"
#include "core/people/VehicleRegistry.h"
#include "core/privacy/ClockDoubt.h"
#include "core/privacy/ImpactFacts.h"
#include "core/privacy/Leftover.h"
#include "core/privacy/ListExport.h"
#include "core/privacy/Restriction.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "core/privacy/SubjectErasure.h"
#include "core/privacy/SubjectPackage.h"
#include "core/security/AuditAccess.h"
#include "core/security/Records.h"
#include "tests/support/TestStore.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <gtest/gtest.h>

using namespace gatehouse;
using gatehouse::test::TestStore;
using security::ActingOperator;
using security::Permission;

namespace {

struct Bench
{
    TestStore& site;
    store::Database& database;
    const Clock& clock;
};

// One command of core: what it is called, any one of which permissions lets it through, and a call of it with arguments
// that lead nowhere. Whoever may not is refused before anything else is looked at.
struct Command
{
    QString name; // header::function
    QList<Permission> anyOf;
    std::function<Result<void>(const Bench&, const ActingOperator&)> run;
};

template <typename T>
Result<void> outcome(const Result<T>& result)
{
    return result ? Result<void>() : Result<void>(result.error());
}

template <typename Service, typename Call>
Command command(const char* name, QList<Permission> anyOf, Call call)
{
    return { QString::fromLatin1(name), std::move(anyOf), [call](const Bench& bench, const ActingOperator& actor) {
                Service service(bench.database, bench.clock);
                return outcome(call(service, actor));
            } };
}

// The same inside a transaction of the caller's, which is not committed.
template <typename Service, typename Call>
Command commandWithin(const char* name, QList<Permission> anyOf, Call call)
{
    return { QString::fromLatin1(name), std::move(anyOf), [call](const Bench& bench, const ActingOperator& actor) {
                auto transaction = store::Transaction::begin(bench.database);
                Service service(bench.database, bench.clock);
                return outcome(call(service, *transaction, actor));
            } };
}

// A yes to something else: the permission is asked for first.
security::Approval unapproved(const Bench& b)
{
    return *security::Approval::of(
        b.site.administrator(), b.site.actor(security::Role::PrivacyOfficer), security::Proposal::restore({}), b.clock);
}

QList<Command> peopleCommands()
{
    using namespace people;
    using P = PersonRegistry;
    using V = VehicleRegistry;
    using G = GroupRegistry;
    using C = ConsentLedger;
    using T = FaceTemplates;
    const QList<Permission> see { Permission::ViewPeople };
    const QList<Permission> edit { Permission::EditPeople };
    const QList<Permission> enrol { Permission::EnrolFaces };
    const QList<Permission> seeCars { Permission::ViewVehicles };
    const QList<Permission> editCars { Permission::EditVehicles };
    const QList<Permission> editRules { Permission::EditAccessRules };
    return {
        command<P>("PersonRegistry::list", see, [](P& p, const auto& a) { return p.list(a, {}); }),
        command<P>("PersonRegistry::get", see, [](P& p, const auto& a) { return p.get(a, PersonId(9)); }),
        command<P>("PersonRegistry::findByRef", see, [](P& p, const auto& a) { return p.findByRef(a, {}); }),
        command<P>("PersonRegistry::add", edit, [](P& p, const auto& a) { return p.add(a, {}); }),
        command<P>("PersonRegistry::update", edit, [](P& p, const auto& a) { return p.update(a, {}); }),
        command<P>("PersonRegistry::remove", edit, [](P& p, const auto& a) { return p.remove(a, PersonId(9)); }),
        commandWithin<P>("PersonRegistry::add", edit, [](P& p, auto& t, const auto& a) { return p.add(t, a, {}); }),
        commandWithin<P>(
            "PersonRegistry::update", edit, [](P& p, auto& t, const auto& a) { return p.update(t, a, {}); }),
        command<V>("VehicleRegistry::list", seeCars, [](V& v, const auto& a) { return v.list(a, {}); }),
        command<V>("VehicleRegistry::get", seeCars, [](V& v, const auto& a) { return v.get(a, VehicleId(9)); }),
        command<V>("VehicleRegistry::find", seeCars,
            [](V& v, const auto& a) { return v.find(a, PlateText(), Region::Europe); }),
        command<V>("VehicleRegistry::add", editCars, [](V& v, const auto& a) { return v.add(a, {}); }),
        command<V>("VehicleRegistry::update", editCars, [](V& v, const auto& a) { return v.update(a, {}); }),
        command<V>("VehicleRegistry::remove", editCars, [](V& v, const auto& a) { return v.remove(a, VehicleId(9)); }),
        commandWithin<V>(
            "VehicleRegistry::add", editCars, [](V& v, auto& t, const auto& a) { return v.add(t, a, {}); }),
        commandWithin<V>(
            "VehicleRegistry::update", editCars, [](V& v, auto& t, const auto& a) { return v.update(t, a, {}); }),
        command<G>("GroupRegistry::list",
            { Permission::ViewPeople, Permission::ViewVehicles, Permission::ViewAccessRules },
            [](G& g, const auto& a) { return g.list(a); }),
        command<G>("GroupRegistry::add", editRules, [](G& g, const auto& a) { return g.add(a, {}); }),
        command<G>("GroupRegistry::rename", editRules, [](G& g, const auto& a) { return g.rename(a, {}); }),
        command<G>("GroupRegistry::remove", editRules, [](G& g, const auto& a) { return g.remove(a, GroupId(9)); }),
        commandWithin<G>("GroupRegistry::findOrAdd", editRules,
            [](G& g, auto& t, const auto& a) { return g.findOrAdd(t, a, QStringLiteral("new")); }),
        command<C>("ConsentLedger::list", see, [](C& c, const auto& a) { return c.list(a, PersonId(9)); }),
        command<C>("ConsentLedger::record", enrol, [](C& c, const auto& a) { return c.record(a, {}); }),
        commandWithin<C>(
            "ConsentLedger::record", enrol, [](C& c, auto& t, const auto& a) { return c.record(t, a, {}); }),
        command<C>("ConsentLedger::withdraw", { Permission::EnrolFaces, Permission::EditPeople },
            [](C& c, const auto& a) { return c.withdraw(a, ConsentId(9)); }),
        command<C>("ConsentLedger::withdrawAll", { Permission::EnrolFaces, Permission::EditPeople },
            [](C& c, const auto& a) { return c.withdrawAll(a, PersonId(9)); }),
        commandWithin<C>("ConsentLedger::withdrawChilds", { Permission::EditPeople },
            [](C& c, auto& t, const auto& a) { return c.withdrawChilds(t, a, PersonId(9), {}); }),
        command<C>("ConsentLedger::proof", see, [](C& c, const auto& a) { return c.proof(a, ConsentId(9)); }),
        { QStringLiteral("ConsentLedger::exportProof"), { Permission::ExportPersonalData },
            [=](const Bench& b, const ActingOperator& a) {
                return outcome(ConsentLedger(b.database, b.clock).exportProof(a, ConsentId(9), unapproved(b)));
            } },
        command<T>("FaceTemplates::renewRotation", { Permission::RekeyStore },
            [](T& t, const auto& a) { return t.renewRotation(a); }),
        command<T>("FaceTemplates::ofPerson", see, [](T& t, const auto& a) { return t.ofPerson(a, PersonId(9)); }),
        command<T>("FaceTemplates::pictureOf", see, [](T& t, const auto& a) { return t.pictureOf(a, TemplateId(9)); }),
        command<T>("FaceTemplates::remove", enrol, [](T& t, const auto& a) { return t.remove(a, TemplateId(9)); }),
        commandWithin<T>(
            "FaceTemplates::add", enrol, [](T& t, auto& tx, const auto& a) { return t.add(tx, a, {}, {}); }),
    };
}

QList<Command> accessCommands()
{
    using namespace access;
    using R = RuleBook;
    using G = GateRegistry;
    const QList<Permission> see { Permission::ViewAccessRules };
    const QList<Permission> edit { Permission::EditAccessRules };
    const QList<Permission> seeDevices { Permission::ViewDevices };
    const QList<Permission> editDevices { Permission::EditDevices };
    return {
        command<R>("RuleBook::zones", see, [](R& r, const auto& a) { return r.zones(a); }),
        command<R>("RuleBook::addZone", edit, [](R& r, const auto& a) { return r.addZone(a, {}); }),
        command<R>("RuleBook::renameZone", edit, [](R& r, const auto& a) { return r.renameZone(a, {}); }),
        command<R>("RuleBook::removeZone", edit, [](R& r, const auto& a) { return r.removeZone(a, ZoneId(9)); }),
        command<R>("RuleBook::schedules", see, [](R& r, const auto& a) { return r.schedules(a); }),
        command<R>("RuleBook::addSchedule", edit, [](R& r, const auto& a) { return r.addSchedule(a, {}); }),
        command<R>("RuleBook::updateSchedule", edit, [](R& r, const auto& a) { return r.updateSchedule(a, {}); }),
        command<R>(
            "RuleBook::removeSchedule", edit, [](R& r, const auto& a) { return r.removeSchedule(a, ScheduleId(9)); }),
        command<R>("RuleBook::rules", see, [](R& r, const auto& a) { return r.rules(a); }),
        command<R>("RuleBook::addRule", edit, [](R& r, const auto& a) { return r.addRule(a, {}); }),
        command<R>("RuleBook::updateRule", edit, [](R& r, const auto& a) { return r.updateRule(a, {}); }),
        command<R>("RuleBook::removeRule", edit, [](R& r, const auto& a) { return r.removeRule(a, RuleId(9)); }),
        command<G>("GateRegistry::list", seeDevices, [](G& g, const auto& a) { return g.list(a); }),
        command<G>("GateRegistry::add", editDevices, [](G& g, const auto& a) { return g.add(a, {}); }),
        command<G>("GateRegistry::update", editDevices, [](G& g, const auto& a) { return g.update(a, {}); }),
        command<G>("GateRegistry::remove", editDevices, [](G& g, const auto& a) { return g.remove(a, GateId(9)); }),
        command<G>("GateRegistry::beginTestOpening", editDevices,
            [](G& g, const auto& a) { return g.beginTestOpening(a, GateId(9)); }),
        command<G>("GateRegistry::endTestOpening", editDevices,
            [](G& g, const auto& a) { return g.endTestOpening(a, GateId(9), {}); }),
    };
}

QList<Command> laneCommands()
{
    using namespace lane;
    using L = LaneRegistry;
    using E = EventLog;
    const QList<Permission> see { Permission::ViewDevices };
    const QList<Permission> edit { Permission::EditDevices };
    const QList<Permission> events { Permission::ViewEvents };
    return {
        command<L>("LaneRegistry::cameras", see, [](L& l, const auto& a) { return l.cameras(a); }),
        command<L>("LaneRegistry::addCamera", edit, [](L& l, const auto& a) { return l.addCamera(a, {}); }),
        command<L>("LaneRegistry::updateCamera", edit, [](L& l, const auto& a) { return l.updateCamera(a, {}); }),
        command<L>(
            "LaneRegistry::removeCamera", edit, [](L& l, const auto& a) { return l.removeCamera(a, CameraId(9)); }),
        command<L>("LaneRegistry::lanes", { Permission::ViewDevices, Permission::ViewEvents },
            [](L& l, const auto& a) { return l.lanes(a); }),
        command<L>("LaneRegistry::addLane", edit, [](L& l, const auto& a) { return l.addLane(a, {}); }),
        command<L>("LaneRegistry::updateLane", edit, [](L& l, const auto& a) { return l.updateLane(a, {}); }),
        command<L>("LaneRegistry::removeLane", edit, [](L& l, const auto& a) { return l.removeLane(a, LaneId(9)); }),
        command<E>("EventLog::list", events, [](E& e, const auto& a) { return e.list(a, {}); }),
        command<E>("EventLog::get", events, [](E& e, const auto& a) { return e.get(a, EventId(9)); }),
        command<E>("EventLog::renewed", events, [](E& e, const auto& a) { return e.renewed(a, {}); }),
        command<E>("EventLog::story", events, [](E& e, const auto& a) { return e.story(a, EventId(9)); }),
        command<E>("EventLog::look", events, [](E& e, const auto& a) { return e.look(a, EventId(9)); }),
        command<E>("EventLog::thumbnail", events,
            [](E& e, const auto& a) { return e.thumbnail(a, EvidenceId(9), QSize(8, 8)); }),
        { QStringLiteral("LaneRuntime::decide"), { Permission::DecideAtLane },
            [](const Bench& bench, const ActingOperator& actor) {
                store::StoreThread first(bench.site.openAnother(store::OpenMode::ReadOnly));
                store::StoreThread second(bench.site.openAnother(store::OpenMode::ReadOnly));
                LaneRuntime runtime(first, second, bench.clock, {});
                return runtime.decide(actor, {}, {});
            } },
    };
}

QList<Command> otherCommands()
{
    const QList<Permission> audit { Permission::ViewAudit };
    return {
        { QStringLiteral("PeopleCount::countPeople"), { Permission::ViewPeople },
            [](const Bench& b, const ActingOperator& a) { return outcome(people::countPeople(a, b.database)); } },
        { QStringLiteral("SealedFields::write"), { Permission::EditPeople },
            [](const Bench& b, const ActingOperator& a) {
                return people::SealedFields(b.database, b.clock).write(a, PersonId(9), {});
            } },
        { QStringLiteral("SealedFields::show"), { Permission::ReadSealedFields },
            [](const Bench& b, const ActingOperator& a) {
                return outcome(people::SealedFields(b.database, b.clock)
                                   .show(a, PersonId(9), people::DisclosureReason::Identification,
                                       [](const QByteArray&, const QByteArray&) { return QByteArray(); }));
            } },
        { QStringLiteral("Erasure::erasePerson"), { Permission::EraseSubjects },
            [](const Bench& b, const ActingOperator& a) -> Result<void> {
                GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(b.database));
                return outcome(people::erasePerson(transaction, b.clock, a, PersonId(9)));
            } },
        { QStringLiteral("Erasure::eraseVehicle"), { Permission::EraseSubjects },
            [](const Bench& b, const ActingOperator& a) -> Result<void> {
                GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(b.database));
                return outcome(people::eraseVehicle(transaction, b.clock, a, VehicleId(9)));
            } },
        { QStringLiteral("Enrolment::enrolFaces"), { Permission::EnrolFaces },
            [](const Bench& b, const ActingOperator& a) {
                return outcome(enrolment::enrolFaces(b.database, b.clock, a, PersonId(9), {}, {}));
            } },
        { QStringLiteral("PersonImport::importPersons"), { Permission::EditPeople },
            [](const Bench& b, const ActingOperator& a) {
                return outcome(
                    enrolment::importPersons(b.database, b.clock, a, {}, {}, {}, enrolment::ImportMode::DryRun));
            } },
        { QStringLiteral("VehicleImport::importVehicles"), { Permission::EditVehicles },
            [](const Bench& b, const ActingOperator& a) {
                return outcome(enrolment::importVehicles(b.database, b.clock, a, {}, enrolment::ImportMode::DryRun));
            } },
        { QStringLiteral("Records::lastChange"), { Permission::EditVehicles },
            [](const Bench& b, const ActingOperator& a) {
                return outcome(security::lastChange(a, b.database, security::RecordKind::Vehicle, 9));
            } },
        { QStringLiteral("PersonImport::tryPersons"), { Permission::EditPeople },
            [](const Bench& b, const ActingOperator& a) {
                return outcome(enrolment::tryPersons(b.database, b.clock, a, {}, {}, {}, {}));
            } },
        { QStringLiteral("VehicleImport::tryVehicles"), { Permission::EditVehicles },
            [](const Bench& b, const ActingOperator& a) {
                return outcome(enrolment::tryVehicles(b.database, b.clock, a, {}, {}));
            } },
        { QStringLiteral("AuditAccess::readAudit"), audit,
            [](const Bench& b, const ActingOperator& a) {
                return outcome(security::readAudit(a, b.database, {}, 1));
            } },
        { QStringLiteral("AuditAccess::verifyAudit"), audit,
            [](const Bench& b, const ActingOperator& a) { return outcome(security::verifyAudit(a, b.database)); } },
        { QStringLiteral("AuditAccess::verifyNextAudit"), audit,
            [](const Bench& b, const ActingOperator& a) {
                return outcome(security::verifyNextAudit(a, b.database, {}, 1));
            } },
        { QStringLiteral("AuditAccess::verifyAuditCheckpoints"), audit,
            [](const Bench& b, const ActingOperator& a) {
                return outcome(security::verifyAuditCheckpoints(a, b.database, {}));
            } },
        { QStringLiteral("AuditAccess::operatorNames"), audit,
            [](const Bench& b, const ActingOperator& a) { return outcome(security::operatorNames(a, b.database)); } },
    };
}

QList<Command> privacyCommands()
{
    using namespace privacy;
    using R = RetentionBook;
    using S = SubjectRequests;
    const QList<Permission> retention { Permission::ManageRetention };
    const QList<Permission> requests { Permission::HandleRequests };
    const QList<Permission> either { Permission::ManageRetention, Permission::HandleRequests };
    const auto cls = DataClass::KnownPictures;
    return {
        command<R>("RetentionBook::lines", retention, [](R& r, const auto& a) { return r.lines(a); }),
        command<R>("RetentionBook::change", retention, [=](R& r, const auto& a) { return r.change(a, cls, -1); }),
        { QStringLiteral("RetentionBook::changeTogether"), retention,
            [=](const Bench& b, const ActingOperator& a) {
                return R(b.database, b.clock).changeTogether(a, cls, -1, unapproved(b));
            } },
        { QStringLiteral("ClockDoubt::confirmClock"), retention,
            [=](const Bench& b, const ActingOperator& a) {
                return confirmClock(a, b.database, b.clock, UtcTime(), unapproved(b));
            } },
        { QStringLiteral("RetentionRun::runRetention"), retention,
            [](const Bench& b, const ActingOperator& a) {
                store::StoreThread reader(b.site.openAnother(store::OpenMode::ReadOnly));
                return outcome(runRetention(a, reader, b.clock, *audit::SigningKey::generate()));
            } },
        { QStringLiteral("Certificate::verifyCertificates"), { Permission::ViewAudit },
            [](const Bench& b, const ActingOperator& a) { return outcome(verifyCertificates(a, b.database, {})); } },
        { QStringLiteral("Certificate::listCertificates"), either,
            [](const Bench& b, const ActingOperator& a) { return outcome(listCertificates(a, b.database, 1)); } },
        { QStringLiteral("Certificate::readCertificate"), either,
            [](const Bench& b, const ActingOperator& a) {
                return outcome(readCertificate(a, b.database, CertificateId(9)));
            } },
        command<S>("SubjectRequests::list", requests, [](S& s, const auto& a) { return s.list(a, {}); }),
        command<S>("SubjectRequests::get", requests, [](S& s, const auto& a) { return s.get(a, RequestId(9)); }),
        command<S>("SubjectRequests::add", requests, [](S& s, const auto& a) { return s.add(a, {}); }),
        command<S>("SubjectRequests::rewriteNote", requests, [](S& s, const auto& a) { return s.rewriteNote(a, {}); }),
        command<S>(
            "SubjectRequests::close", requests, [](S& s, const auto& a) { return s.close(a, {}, RequestState::Done); }),
        { QStringLiteral("Leftover::leftoverOfRemoval"), { Permission::EditPeople },
            [](const Bench& b, const ActingOperator& a) {
                return outcome(leftoverOfRemoval(a, b.database, PersonId(9)));
            } },
        { QStringLiteral("SubjectFile::readSubject"), requests,
            [](const Bench& b, const ActingOperator& a) {
                return outcome(readSubject(a, b.database, b.clock, Subject::of(PersonId(9))));
            } },
        { QStringLiteral("SubjectPackage::gatherSubject"), { Permission::ExportPersonalData },
            [=](const Bench& b, const ActingOperator& a) {
                return outcome(gatherSubject(a, b.database, b.clock, Subject::of(PersonId(9)), unapproved(b), {}));
            } },
        { QStringLiteral("ListExport::approveListExport"), { Permission::ExportPersonalData },
            [=](const Bench& b, const ActingOperator& a) {
                return approveListExport(a, b.database, b.clock, ListKind::People, unapproved(b));
            } },
        { QStringLiteral("SubjectErasure::eraseSubject"), { Permission::EraseSubjects },
            [=](const Bench& b, const ActingOperator& a) {
                return outcome(eraseSubject(
                    a, b.database, b.clock, *audit::SigningKey::generate(), Subject::of(PersonId(9)), unapproved(b)));
            } },
        { QStringLiteral("Restriction::setProcessing"), requests,
            [](const Bench& b, const ActingOperator& a) {
                return setProcessing(a, b.database, b.clock, Subject::of(PersonId(9)), Processing::Restricted);
            } },
        { QStringLiteral("ImpactFacts::noteImpactAssessment"), { Permission::ViewImpactAssessment },
            [](const Bench& b, const ActingOperator& a) {
                return outcome(noteImpactAssessment(a, b.database, b.clock));
            } },
        { QStringLiteral("ImpactFacts::readImpactFacts"), { Permission::ViewImpactAssessment },
            [](const Bench& b, const ActingOperator& a) { return outcome(readImpactFacts(a, b.database, b.clock)); } },
    };
}

QList<Command> allCommands()
{
    return peopleCommands() + accessCommands() + laneCommands() + privacyCommands() + otherCommands();
}

// Every function of core's headers that takes an acting operator.
QSet<QString> declaredCommands()
{
    // Steps inside a command that has already asked, and the commands of OpenSite, Backups and RingCopies, which
    // OpenSiteTest, BackupsTest and RingCopiesTest walk.
    const QSet<QString> elsewhere {
        // The breach drill: tests/unit/drill walks the roles, its checks are steps inside it.
        QStringLiteral("BreachDrill::runBreachDrill"), QStringLiteral("SiteChecks::checkProcess"),
        QStringLiteral("SiteChecks::checkFiles"), QStringLiteral("SiteChecks::checkKeys"),
        QStringLiteral("SiteChecks::checkTrail"), QStringLiteral("SiteChecks::checkLog"),
        QStringLiteral("SiteChecks::takeStock"), QStringLiteral("Judgement::answer"),
        QStringLiteral("RowOutcome::groupsNamed"), QStringLiteral("OperatorTable::requireStillInOffice"),
        QStringLiteral("RegistryChange::begin"), QStringLiteral("OpenSite::addOperator"),
        QStringLiteral("OpenSite::operators"), QStringLiteral("OpenSite::disableOperator"),
        QStringLiteral("OpenSite::enableOperator"), QStringLiteral("OpenSite::changePassphrase"),
        QStringLiteral("OpenSite::approve"), QStringLiteral("OpenSite::approveAlone"),
        QStringLiteral("OpenSite::needsSecondPerson"), QStringLiteral("OpenSite::confirmRecovered"),
        QStringLiteral("OpenSite::recoveredOperators"), QStringLiteral("AuditAccess::exportAudit"),
        QStringLiteral("DualControl::of"), QStringLiteral("DualControl::alone"), QStringLiteral("DualControl::require"),
        QStringLiteral("OpenSite::openField"), QStringLiteral("OpenSite::offerSecondFactor"),
        QStringLiteral("OpenSite::hasSecondFactor"), QStringLiteral("OpenSite::turnOnSecondFactor"),
        QStringLiteral("OpenSite::turnOffSecondFactor"), QStringLiteral("OpenSite::removeSecondFactor"),
        QStringLiteral("OpenSiteState::ownRow"), QStringLiteral("OpenSiteState::changeWithKeys"),
        QStringLiteral("Backups::settings"), QStringLiteral("Backups::setSettings"), QStringLiteral("Backups::take"),
        QStringLiteral("Backups::list"), QStringLiteral("Backups::verify"), QStringLiteral("Backups::drill"),
        QStringLiteral("Backups::prune"), QStringLiteral("Backups::lastDrill"), QStringLiteral("Restore::stage"),
        QStringLiteral("RingCopies::exportTo"), QStringLiteral("RingCopies::state"),
        QStringLiteral("RingCopies::inspect"), QStringLiteral("RingCopies::importFrom"),
        QStringLiteral("Restore::confirm"), QStringLiteral("OpenSite::noteReading"),
        QStringLiteral("ReadingJournal::note"), QStringLiteral("OpenSite::keySlots"),
        QStringLiteral("OpenSite::renewRecoveryCode"), QStringLiteral("OpenSite::rekey"),
        QStringLiteral("OpenSite::acceptHistory"), QStringLiteral("OpenSiteState::accept"),
        QStringLiteral("OpenSiteState::noteRekey"), QStringLiteral("OpenSiteState::rekeyWatched"),
        QStringLiteral("Restricted::seesRestricted"), QStringLiteral("Restricted::requireUnrestricted"),
        QStringLiteral("Restricted::requireRemovable")
    };
    static const QRegularExpression declaration(QStringLiteral("(\\w+)\\(([^()]*?)ActingOperator& \\w+"));
    QSet<QString> names;
    for (QDirIterator it(QStringLiteral(GATEHOUSE_TEST_SUPPORT "/../../core"), { QStringLiteral("*.h") }, QDir::Files,
             QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile header(it.next());
        EXPECT_TRUE(header.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(header.readAll());
        for (auto found = declaration.globalMatch(text); found.hasNext();)
            names.insert(QFileInfo(header).baseName() + QStringLiteral("::") + found.next().captured(1));
    }
    return names - elsewhere;
}

} // namespace

TEST(CommandMatrix, everyCommandOfCoreIsInIt)
{
    QSet<QString> listed;
    for (const Command& one : allCommands())
        listed.insert(one.name);
    const QSet<QString> declared = declaredCommands();
    EXPECT_GT(declared.size(), 40);
    EXPECT_EQ((declared - listed).values().join(QLatin1Char(' ')).toStdString(), "") << "not in the matrix";
    EXPECT_EQ((listed - declared).values().join(QLatin1Char(' ')).toStdString(), "") << "no longer there";
}

TEST(CommandMatrix, everyCommandRefusesRolesWithoutItsPermissionAndNoOthers)
{
    TestStore site;
    const Bench bench { site, site.database(), site.clock() };
    for (const Command& one : allCommands()) {
        for (const security::Role role : security::AllRoles) {
            const ActingOperator actor = site.actor(role);
            const bool isAllowed =
                std::ranges::any_of(one.anyOf, [&](Permission permission) { return actor.may(permission); });
            const qint64 before = site.number("SELECT count(*) FROM audit");
            const auto done = one.run(bench, actor);
            const bool isRefused = !done && done.error().code == ErrorCode::PermissionDenied;
            EXPECT_EQ(isRefused, !isAllowed) << qPrintable(one.name) << " as " << qPrintable(security::roleCode(role));
            if (isRefused) {
                EXPECT_EQ(site.number("SELECT count(*) FROM audit"), before) << qPrintable(one.name);
            }
        }
        // And nobody who has not signed in does anything at all.
        const auto nobody = one.run(bench, ActingOperator {});
        EXPECT_TRUE(!nobody && nobody.error().code == ErrorCode::PermissionDenied) << qPrintable(one.name);
    }
}

// Role × command × state: what a role may do, its sign-in may do only while it lasts and the screen is not locked.
TEST(CommandMatrix, everyCommandRefusesWhileLockedAndAfterTheSignInHasEnded)
{
    using security::SignedIn;
    TestStore site;
    const Bench bench { site, site.database(), site.clock() };
    for (const Command& one : allCommands()) {
        for (const security::Role role : security::AllRoles) {
            ActingOperator actor = site.actor(role);
            actor.signedIn = std::make_shared<SignedIn>();
            const auto isRefused = [&] {
                const auto done = one.run(bench, actor);
                return !done && done.error().code == ErrorCode::PermissionDenied;
            };
            const bool isAllowed =
                std::ranges::any_of(one.anyOf, [&](Permission permission) { return actor.may(permission); });
            EXPECT_EQ(isRefused(), !isAllowed) << qPrintable(one.name);
            actor.signedIn->lock();
            const qint64 before = site.number("SELECT count(*) FROM audit");
            EXPECT_TRUE(isRefused()) << qPrintable(one.name) << " while locked";
            actor.signedIn->unlock();
            actor.signedIn->end();
            actor.signedIn->unlock(); // brings nobody back
            EXPECT_TRUE(isRefused()) << qPrintable(one.name) << " after its end";
            EXPECT_EQ(site.number("SELECT count(*) FROM audit"), before) << qPrintable(one.name);
        }
    }
}
