#include "core/privacy/ImpactFacts.h"

#include "core/audit/AuditTrail.h"
#include "core/lane/DeviceRows.h"
#include "core/privacy/RetentionRun.h"
#include "core/security/DualControl.h"
#include "core/security/OperatorTable.h"

#include <algorithm>

namespace gatehouse::privacy {

namespace {

constexpr qint64 MillisecondsADay = 24LL * 60 * 60 * 1000;
constexpr qint64 LatestRun = 2 * MillisecondsADay;
constexpr qint64 ManyStored = 80'000; // of the 100,000 at which face recognition is to be filed (China, 1 June 2025)
constexpr qint64 EnoughToSay = 20; // people, below which shares say nothing

Result<qint64> counted(store::Database& database, QByteArrayView sql, std::optional<UtcTime> moment = std::nullopt)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    if (moment)
        query.bindAll(*moment);
    GATEHOUSE_TRY(query.step());
    return query.integer(0);
}

Result<QList<CameraFacts>> cameraFacts(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(cameras, lane::readCameras(database));
    GATEHOUSE_TRY_ASSIGN(lanes, lane::readLanes(database));
    QList<CameraFacts> facts;
    for (const lane::Camera& camera : std::as_const(cameras)) {
        CameraFacts one { camera.name, camera.place, camera.isEnabled, {}, false, false, true };
        for (const lane::Lane& lane : std::as_const(lanes)) {
            if (lane.camera != camera.id || !lane.isEnabled)
                continue;
            one.lanes.append(lane.name);
            if (lane.purpose == lane::Purpose::Plates) {
                one.readsPlates = true;
            } else {
                one.readsFaces = true;
                one.asksLiveness = one.asksLiveness && lane.asksLiveness;
            }
        }
        facts.append(one);
    }
    return facts;
}

Result<ImpactCounts> readCounts(store::Database& database, UtcTime now)
{
    ImpactCounts counts;
    GATEHOUSE_TRY_ASSIGN(kinds, database.prepare("SELECT kind, count(*) FROM persons GROUP BY kind"));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(found, kinds.step());
        if (!found)
            break;
        if (const auto kind = people::personKindFromCode(kinds.text(0)))
            counts.persons.insert(*kind, kinds.integer(1));
    }
    const std::pair<qint64*, QByteArrayView> plain[] = {
        { &counts.withFace, "SELECT count(DISTINCT person_id) FROM face_templates" },
        { &counts.templates, "SELECT count(*) FROM face_templates" },
        { &counts.vehicles, "SELECT count(*) FROM vehicles" },
        { &counts.passages, "SELECT count(*) FROM events" },
        { &counts.pictures, "SELECT count(*) FROM evidence" },
        { &counts.openRequests, "SELECT count(*) FROM subject_requests WHERE state = 'open'" },
        { &counts.restricted, "SELECT count(*) FROM persons WHERE restricted_at IS NOT NULL AND removed_at IS NULL" },
    };
    for (const auto& [target, sql] : plain) {
        GATEHOUSE_TRY_ASSIGN(value, counted(database, sql));
        *target = value;
    }
    GATEHOUSE_TRY_ASSIGN(
        overdue, counted(database, "SELECT count(*) FROM subject_requests WHERE state = 'open' AND due_at < ?", now));
    counts.overdueRequests = overdue;
    GATEHOUSE_TRY_ASSIGN(operators, security::storedOperators(database));
    for (const security::StoredOperator& one : std::as_const(operators)) {
        if (one.row.isEnabled)
            ++counts.operators[one.row.role];
    }
    return counts;
}

// Cameras of which `test` holds.
template <typename Test>
QStringList camerasThat(const QList<CameraFacts>& cameras, Test test)
{
    QStringList names;
    for (const CameraFacts& camera : cameras) {
        if (camera.isEnabled && test(camera))
            names.append(camera.name);
    }
    return names;
}

template <typename Test>
QStringList classesThat(const QList<RetentionLine>& lines, Test test)
{
    QStringList codes;
    for (const RetentionLine& line : lines) {
        if (test(line))
            codes.append(dataClassCode(line.dataClass));
    }
    return codes;
}

} // namespace

qint64 ImpactCounts::allPersons() const
{
    qint64 all = 0;
    for (const qint64 some : persons)
        all += some;
    return all;
}

QList<FoundRisk> ImpactFacts::risks() const
{
    using lane::Place;
    QList<FoundRisk> found;
    const auto note = [&found](Risk risk, bool isThere, const QStringList& where = {}) {
        if (isThere)
            found.append({ risk, where });
    };
    const auto noteWhere = [&note](Risk risk, const QStringList& where) { note(risk, !where.isEmpty(), where); };
    noteWhere(Risk::PlaceUnstated, camerasThat(cameras, [](const auto& c) { return c.place == Place::Unstated; }));
    noteWhere(Risk::PublicEdge, camerasThat(cameras, [](const auto& c) { return c.place == Place::PublicEdge; }));
    noteWhere(Risk::WorkplaceFaces,
        camerasThat(cameras, [](const auto& c) { return c.place == Place::Workplace && c.readsFaces; }));
    noteWhere(Risk::NoLiveness, camerasThat(cameras, [](const auto& c) { return c.readsFaces && !c.asksLiveness; }));
    noteWhere(Risk::LongerThanStandard,
        classesThat(retention, [](const auto& line) { return line.days > line.terms.standard; }));
    noteWhere(Risk::LongerThanTold,
        classesThat(retention, [](const auto& line) { return line.terms.told && line.days > *line.terms.told; }));
    const bool isLate = lastRetentionRun && at - *lastRetentionRun > LatestRun;
    const QStringList overdue =
        classesThat(retention, [](const auto& line) { return line.held && line.held->overdue > 0; });
    note(Risk::Overdue, isLate || !overdue.isEmpty(), overdue);
    note(Risk::OneDecides, !secondPersonThere);
    note(Risk::RequestsOverdue, counts.overdueRequests > 0);
    note(Risk::ManyPeople, counts.allPersons() >= ManyStored);
    note(Risk::FacesOnly,
        counts.allPersons() >= EnoughToSay && counts.vehicles == 0 && counts.withFace * 10 > counts.allPersons() * 9);
    return found;
}

Result<void> noteImpactAssessment(const security::ActingOperator& actor, store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewImpactAssessment));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(audit::append(
        transaction, clock, { actor.id, QStringLiteral("impact-assessment.make"), { QStringLiteral("site"), 0 }, {} }));
    return transaction.commit();
}

Result<ImpactFacts> readImpactFacts(
    const security::ActingOperator& actor, store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewImpactAssessment));
    ImpactFacts facts;
    facts.at = clock.now();
    GATEHOUSE_TRY_ASSIGN(site, database.prepare("SELECT name FROM site"));
    GATEHOUSE_TRY(site.step());
    facts.siteName = site.text(0);
    GATEHOUSE_TRY_ASSIGN(cameras, cameraFacts(database));
    facts.cameras = cameras;
    GATEHOUSE_TRY_ASSIGN(lines, retentionLines(database, facts.at));
    facts.retention = lines;
    GATEHOUSE_TRY_ASSIGN(last, lastRetentionRun(database));
    facts.lastRetentionRun = last;
    GATEHOUSE_TRY_ASSIGN(counts, readCounts(database, facts.at));
    facts.counts = counts;
    GATEHOUSE_TRY_ASSIGN(second, security::couldBeApproved(database, actor.id, security::ProtectedAct::EraseSubject));
    facts.secondPersonThere = second;
    return facts;
}

} // namespace gatehouse::privacy
