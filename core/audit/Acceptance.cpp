#include "core/audit/Acceptance.h"

#include "core/audit/EntryWalk.h"
#include "core/audit/Floor.h"

#include <QByteArrayList>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace gatehouse::audit {

namespace {

constexpr int SurveyedAtATime = 5000;

constexpr std::pair<BrokenKind, QLatin1StringView> Kinds[] = {
    { BrokenKind::Entry, QLatin1StringView("entry") },
    { BrokenKind::Checkpoint, QLatin1StringView("checkpoint") },
    { BrokenKind::Certificate, QLatin1StringView("certificate") },
};

Error brokenAcceptance(qint64 number)
{
    return failure(ErrorCode::AuditChainBroken, QStringLiteral("acceptance %1").arg(number));
}

QByteArray lineOf(const BrokenPlace& place)
{
    return place.name().toLatin1() + ' ' + place.digest.toHex();
}

// An acceptance counts by its own signature and the one before it.
Result<void> requireSigned(
    const QByteArray& uuid, const QByteArray& key, const Acceptance& before, const Acceptance& acceptance)
{
    if (acceptance.number != before.number + 1
        || !SigningKey::verify(key, acceptanceMessage(uuid, before.signature, acceptance), acceptance.signature))
        return brokenAcceptance(before.number + 1);
    return {};
}

// Checkpoints that say an acceptance was signed with them; one that is itself accepted as broken says nothing.
Result<qint64> countAccepted(store::Database& database, const AcceptedPlaces& places)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT number FROM audit_checkpoints WHERE reason = 'accepted'"));
    for (qint64 count = 0;;) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return count;
        count += places.tellOf(BrokenKind::Checkpoint, query.integer(0)) ? 0 : 1;
    }
}

// Where what was signed and what is there part.
Result<qint64> firstInDoubt(
    store::Database& database, const AcceptanceRequest& request, const QList<BrokenPlace>& broken)
{
    qint64 first = request.mismatch.entry;
    const auto take = [&first](qint64 entry) {
        if (entry > 0 && (first == 0 || entry < first))
            first = entry;
    };
    for (const BrokenPlace& place : broken) {
        if (place.kind == BrokenKind::Entry)
            take(place.number);
    }
    for (const ChainState& head : request.elsewhere) {
        GATEHOUSE_TRY_ASSIGN(mismatch, compareHead(database, head, SignedPlace::Backup));
        if (mismatch)
            take(std::min(head.entries, mismatch->entry));
    }
    return first;
}

Result<void> insertAcceptance(store::Transaction& transaction, const Acceptance& acceptance)
{
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare("INSERT INTO audit_acceptances (number, at, sequence, head, checkpoint, detail, "
                                       "broken, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bindAll(acceptance.number, acceptance.at, acceptance.state.entries, acceptance.state.head,
        acceptance.checkpoint, QString::fromUtf8(acceptance.detail), QString::fromUtf8(acceptance.broken),
        acceptance.signature);
    return insert.run();
}

} // namespace

QString BrokenPlace::name() const
{
    const auto* known = std::ranges::find(Kinds, kind, &std::pair<BrokenKind, QLatin1StringView>::first);
    return known->second + QLatin1Char(' ') + QString::number(number);
}

QByteArray brokenDigest(const QByteArray& bytes, const QByteArray& proof)
{
    return blake2b(framed({ "gatehouse audit broken 1", bytes, proof }));
}

QJsonObject Acceptance::said() const
{
    return QJsonDocument::fromJson(detail).object();
}

qint64 Acceptance::doubtedFrom() const
{
    return said().value(QStringLiteral("doubtedFrom")).toInteger();
}

QStringList Acceptance::places() const
{
    QStringList names;
    for (const QByteArray& line : broken.split('\n')) {
        if (line.lastIndexOf(' ') > 0)
            names.append(QString::fromLatin1(line.first(line.lastIndexOf(' '))));
    }
    return names;
}

QByteArray acceptanceMessage(
    const QByteArray& siteUuid, const QByteArray& previousSignature, const Acceptance& acceptance)
{
    return framed({ "gatehouse audit acceptance 1", siteUuid, littleEndian(acceptance.number), previousSignature,
        littleEndian(acceptance.state.entries), acceptance.state.head, littleEndian(acceptance.at.milliseconds()),
        littleEndian(acceptance.checkpoint), acceptance.detail, acceptance.broken });
}

Result<QList<Acceptance>> listAcceptances(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT number, at, sequence, head, checkpoint, detail, broken, signature "
                         "FROM audit_acceptances ORDER BY number"));
    QList<Acceptance> acceptances;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return acceptances;
        acceptances.append({ query.integer(0), query.time(1), { query.integer(2), query.blob(3) }, query.integer(4),
            query.text(5).toUtf8(), query.text(6).toUtf8(), query.blob(7) });
    }
}

Result<qint64> verifyAcceptances(store::Database& database, const QByteArray& publicKey)
{
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(database));
    GATEHOUSE_TRY_ASSIGN(acceptances, listAcceptances(database));
    GATEHOUSE_TRY_ASSIGN(checkpoint,
        database.prepare("SELECT 1 FROM audit_checkpoints WHERE number = ? AND reason = 'accepted' AND sequence = ? "
                         "AND head = ?"));
    Acceptance before;
    AcceptedPlaces places;
    for (const Acceptance& acceptance : std::as_const(acceptances)) {
        GATEHOUSE_TRY(requireSigned(uuid, publicKey, before, acceptance));
        places.add(acceptance);
        checkpoint.bindAll(acceptance.checkpoint, acceptance.state.entries, acceptance.state.head);
        GATEHOUSE_TRY_ASSIGN(isTold, checkpoint.step());
        checkpoint.reset();
        if (!isTold)
            return brokenAcceptance(acceptance.number);
        before = acceptance;
    }
    GATEHOUSE_TRY_ASSIGN(told, countAccepted(database, places));
    if (told != before.number)
        return brokenAcceptance(before.number + 1);
    return before.number;
}

Result<AcceptedPlaces> AcceptedPlaces::read(store::Database& database)
{
    AcceptedPlaces places;
    GATEHOUSE_TRY_ASSIGN(acceptances, listAcceptances(database));
    if (acceptances.isEmpty())
        return places;
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(database));
    GATEHOUSE_TRY_ASSIGN(key, database.prepare("SELECT public_key FROM site_keys WHERE purpose = 'signing'"));
    GATEHOUSE_TRY_ASSIGN(isNamed, key.step());
    Acceptance before;
    for (const Acceptance& acceptance : std::as_const(acceptances)) {
        GATEHOUSE_TRY(requireSigned(uuid, isNamed ? key.blob(0) : QByteArray(), before, acceptance));
        places.add(acceptance);
        before = acceptance;
    }
    return places;
}

void AcceptedPlaces::add(const Acceptance& acceptance)
{
    for (const QByteArray& line : acceptance.broken.split('\n')) {
        const qsizetype space = line.lastIndexOf(' ');
        if (space > 0)
            m_digests.insert(QString::fromLatin1(line.first(space)), QByteArray::fromHex(line.sliced(space + 1)));
    }
}

bool AcceptedPlaces::hold(const BrokenPlace& place) const
{
    return !place.digest.isEmpty() && m_digests.value(place.name()) == place.digest;
}

bool AcceptedPlaces::tellOf(BrokenKind kind, qint64 number) const
{
    return m_digests.contains(BrokenPlace { kind, number, {} }.name());
}

Result<Survey> surveyNext(store::Database& database, const Survey& soFar, int limit)
{
    GATEHOUSE_TRY_ASSIGN(accepted, AcceptedPlaces::read(database));
    GATEHOUSE_TRY_ASSIGN(floor, newestFloor(database));
    const qint64 below = floor ? floor->state.entries : 0;
    Survey survey = soFar;
    const auto list = [&](const BrokenPlace& place, qint64) -> Result<void> {
        if (place.number <= below)
            return failure(ErrorCode::AuditChainBroken, place.name());
        if (!accepted.hold(place))
            survey.broken.append(place);
        if (survey.broken.size() > MostAcceptedPlaces)
            return failure(ErrorCode::AuditChainBroken, QStringLiteral("too many"));
        return {};
    };
    GATEHOUSE_TRY_ASSIGN(checked, walkEntries(database, soFar.checked, limit, std::nullopt, list));
    survey.checked = checked;
    return survey;
}

Result<Acceptance> accept(
    store::Transaction& transaction, const Clock& clock, const SigningKey& key, const AcceptanceRequest& request)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY(verifyFloors(database, key.publicKey()));
    Survey survey = request.surveyed;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(next, surveyNext(database, survey, SurveyedAtATime));
        const bool isAll = next.checked.entries == survey.checked.entries;
        survey = next;
        if (isAll)
            break;
    }
    GATEHOUSE_TRY_ASSIGN(accepted, AcceptedPlaces::read(database));
    const auto list = [&](const BrokenPlace& place, qint64) -> Result<void> {
        if (!accepted.hold(place))
            survey.broken.append(place);
        return {};
    };
    GATEHOUSE_TRY(walkCheckpoints(database, key.publicKey(), list));
    GATEHOUSE_TRY(walkCertificates(database, list));
    if (survey.broken.size() > MostAcceptedPlaces)
        return failure(ErrorCode::AuditChainBroken, QStringLiteral("too many"));
    GATEHOUSE_TRY_ASSIGN(doubtedFrom, firstInDoubt(database, request, survey.broken));
    QByteArrayList lines;
    QJsonArray names;
    for (const BrokenPlace& place : std::as_const(survey.broken)) {
        lines.append(lineOf(place));
        names.append(place.name());
    }
    QJsonObject detail = request.noted;
    for (const auto& [name, value] : std::initializer_list<std::pair<QLatin1StringView, QJsonValue>> {
             { QLatin1StringView("proposer"), request.by.value() },
             { QLatin1StringView("fault"), historyFaultCode(request.mismatch.fault) },
             { QLatin1StringView("place"), signedPlaceCode(request.mismatch.place) },
             { QLatin1StringView("entry"), request.mismatch.entry }, { QLatin1StringView("doubtedFrom"), doubtedFrom },
             { QLatin1StringView("anchorCheckpoint"), request.anchor.checkpoint },
             { QLatin1StringView("anchorEntries"), request.anchor.state.entries },
             { QLatin1StringView("anchorHead"), QString::fromLatin1(request.anchor.state.head.toHex()) },
             { QLatin1StringView("entries"), survey.checked.entries },
             { QLatin1StringView("head"), QString::fromLatin1(survey.checked.head.toHex()) },
             { QLatin1StringView("broken"), names } })
        detail.insert(name, value);
    GATEHOUSE_TRY(append(
        transaction, clock, { request.by, QStringLiteral("audit.accept"), { QStringLiteral("audit"), 0 }, detail }));
    GATEHOUSE_TRY_ASSIGN(before, listAcceptances(database));
    GATEHOUSE_TRY_ASSIGN(newest, newestCheckpoint(database));
    GATEHOUSE_TRY_ASSIGN(state, newestState(database));
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(database));
    Acceptance acceptance { before.isEmpty() ? 1 : before.last().number + 1, clock.now(), state,
        newest ? newest->number + 1 : 1, QJsonDocument(detail).toJson(QJsonDocument::Compact), lines.join('\n'), {} };
    acceptance.signature =
        key.sign(acceptanceMessage(uuid, before.isEmpty() ? QByteArray() : before.last().signature, acceptance));
    GATEHOUSE_TRY(insertAcceptance(transaction, acceptance));
    GATEHOUSE_TRY(forgetMismatch(transaction));
    GATEHOUSE_TRY_ASSIGN(checkpoint, signState(transaction, clock, key, CheckpointReason::Accepted));
    if (checkpoint.number != acceptance.checkpoint)
        return failure(ErrorCode::Internal, QStringLiteral("another checkpoint"));
    // What is accepted is whole from now on, in everybody's eyes.
    GATEHOUSE_TRY_ASSIGN(left, compareOwnSignatures(database, key.publicKey()));
    if (left)
        return left->error();
    return acceptance;
}

} // namespace gatehouse::audit
