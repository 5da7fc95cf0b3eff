#include "core/privacy/Certificate.h"

#include "core/audit/History.h"
#include "core/security/LogUpkeep.h"

#include <QJsonDocument>
#include <QtEndian>

namespace gatehouse::privacy {

namespace {

constexpr char Columns[] =
    "SELECT id, kind, at, operator_id, body, audit_entries, audit_head, signature FROM certificates ";

void addField(QByteArray& bytes, const QByteArray& field)
{
    QByteArray length(8, Qt::Uninitialized);
    qToLittleEndian(qint64(field.size()), length.data());
    bytes += length + field;
}

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

Certificate certificateFromRow(const store::Statement& row)
{
    const bool isErasure = row.text(1) == certificateKindCode(CertificateKind::Erasure);
    return { row.id<CertificateId>(0), isErasure ? CertificateKind::Erasure : CertificateKind::Retention, row.time(2),
        row.id<OperatorId>(3), row.text(4).toUtf8(), { row.integer(5), row.blob(6) }, row.blob(7), {} };
}

Result<void> requireReader(const security::ActingOperator& actor)
{
    return actor.require(security::Permission::HandleRequests) ? Result<void>()
                                                               : actor.require(security::Permission::ManageRetention);
}

} // namespace

QString certificateKindCode(CertificateKind kind)
{
    return kind == CertificateKind::Erasure ? QStringLiteral("erasure") : QStringLiteral("retention");
}

QJsonObject Certificate::words() const
{
    return QJsonDocument::fromJson(body).object();
}

bool Certificate::isComplete() const
{
    return words().value(QLatin1StringView("complete")).toBool(true);
}

QByteArray Certificate::signedBytes() const
{
    QByteArray bytes;
    for (const QByteArray& field : { QByteArrayLiteral("gatehouse certificate 1"), certificateKindCode(kind).toUtf8(),
             number(at.milliseconds()), number(operatorId.value()), body, number(audit.entries), audit.head })
        addField(bytes, field);
    return bytes;
}

bool Certificate::isGenuine(const QByteArray& publicKey) const
{
    return audit::SigningKey::verify(publicKey, signedBytes(), signature);
}

Result<Certificate> certify(store::Transaction& transaction, const Clock& clock, const audit::SigningKey& key,
    CertificateKind kind, OperatorId operatorId, const QJsonObject& words)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(state, audit::newestState(database));
    // What is deleted is deleted all the same; but the head it names is one the site would not sign.
    GATEHOUSE_TRY_ASSIGN(mismatch, audit::notedMismatch(database));
    QJsonObject said = words;
    if (mismatch)
        said.insert(QStringLiteral("trailDoubtedFrom"), mismatch->entry);
    Certificate certificate { {}, kind, clock.now(), operatorId, QJsonDocument(said).toJson(QJsonDocument::Compact),
        state, {}, {} };
    certificate.signature = key.sign(certificate.signedBytes());
    GATEHOUSE_TRY_ASSIGN(insert,
        database.prepare("INSERT INTO certificates (kind, at, operator_id, body, audit_entries, audit_head, signature) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)"));
    insert.bindAll(certificateKindCode(kind), certificate.at, operatorId, QString::fromUtf8(certificate.body),
        state.entries, state.head, certificate.signature);
    GATEHOUSE_TRY(insert.run());
    certificate.id = CertificateId(database.lastInsertId());
    return certificate;
}

Result<qint64> verifyCertificates(
    const security::ActingOperator& actor, store::Database& database, const QByteArray& publicKey)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewAudit));
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(QByteArray(Columns) + "ORDER BY id"));
    for (qint64 count = 0;; ++count) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return count;
        const Certificate certificate = certificateFromRow(rows);
        if (!certificate.isGenuine(publicKey))
            return failure(ErrorCode::AuditChainBroken, QStringLiteral("certificate %1").arg(certificate.id.value()));
    }
}

Result<void> markKeptLog(store::Database& database, Certificate& certificate)
{
    GATEHOUSE_TRY_ASSIGN(kept, security::keptLog(database));
    if (kept && certificate.audit.entries >= kept->entry)
        certificate.logKeptSince = kept->since;
    return {};
}

Result<std::optional<Certificate>> newestGenuine(
    store::Database& database, CertificateKind kind, const QByteArray& publicKey)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(QByteArray(Columns) + "WHERE kind = ?1 ORDER BY id DESC"));
    rows.bindAll(certificateKindCode(kind));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return std::optional<Certificate>();
        Certificate certificate = certificateFromRow(rows);
        if (certificate.isGenuine(publicKey))
            return std::optional(std::move(certificate));
    }
}

Result<QList<Certificate>> listCertificates(
    const security::ActingOperator& actor, store::Database& database, int limit, std::optional<CertificateId> before)
{
    GATEHOUSE_TRY(requireReader(actor));
    GATEHOUSE_TRY_ASSIGN(
        rows, database.prepare(QByteArray(Columns) + "WHERE (?1 IS NULL OR id < ?1) ORDER BY id DESC LIMIT ?2"));
    rows.bindAll(before, limit);
    QList<Certificate> certificates;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return certificates;
        certificates.append(certificateFromRow(rows));
        GATEHOUSE_TRY(markKeptLog(database, certificates.last()));
    }
}

Result<Certificate> readCertificate(const security::ActingOperator& actor, store::Database& database, CertificateId id)
{
    GATEHOUSE_TRY(requireReader(actor));
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(QByteArray(Columns) + "WHERE id = ?1"));
    rows.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, rows.step());
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("certificate %1").arg(id.value()));
    Certificate certificate = certificateFromRow(rows);
    GATEHOUSE_TRY(markKeptLog(database, certificate));
    return certificate;
}

} // namespace gatehouse::privacy
