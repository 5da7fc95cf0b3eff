#pragma once

#include "core/audit/AuditTrail.h"
#include "core/audit/SigningKey.h"
#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace gatehouse::privacy {

using CertificateId = Id<struct CertificateTag>;

enum class CertificateKind { Retention, Erasure };

QString certificateKindCode(CertificateKind kind); // "retention", "erasure"

// The proof of a deletion: what, how much, of which period, when, by whom, where the audit trail stood, and the site's
// signature over all of it. It names nobody, so that it may outlive what it speaks of. Kept for good.
struct Certificate
{
    CertificateId id;
    CertificateKind kind = CertificateKind::Retention;
    UtcTime at;
    OperatorId operatorId; // invalid: the program by itself
    QByteArray body; // JSON exactly as it was signed
    audit::ChainState audit; // with the deletion's own entry as its newest
    QByteArray signature; // Ed25519
    // Not signed, as it is when it is read: what was deleted still lies, encrypted, in the store's log, because
    // somebody was reading (security/LogUpkeep.h).
    std::optional<UtcTime> logKeptSince;

    [[nodiscard]] QJsonObject words() const;
    // Of a run of the retention that was stopped or failed half-way not: what remained stands in the words.
    [[nodiscard]] bool isComplete() const;
    // The bytes the signature is over: "gatehouse certificate 1", kind, moment, operator, body, entries and head, each
    // with its length as 8 bytes little-endian before it.
    [[nodiscard]] QByteArray signedBytes() const;
    [[nodiscard]] bool isGenuine(const QByteArray& publicKey) const;
};

// Writes one inside the transaction of the deletion, after its audit entry. For core: no permission is asked.
Result<Certificate> certify(store::Transaction& transaction, const Clock& clock, const audit::SigningKey& key,
    CertificateKind kind, OperatorId operatorId, const QJsonObject& words);

// Every certificate by its signature; how many there are. AuditChainBroken with "certificate N". Needs ViewAudit: it
// says nothing of what was deleted.
Result<qint64> verifyCertificates(
    const security::ActingOperator& actor, store::Database& database, const QByteArray& publicKey);
// Fills in logKeptSince.
Result<void> markKeptLog(store::Database& database, Certificate& certificate);

// The newest of a kind that carries the site's signature. For core: no permission is asked.
Result<std::optional<Certificate>> newestGenuine(
    store::Database& database, CertificateKind kind, const QByteArray& publicKey);

// Newest first. Both need ManageRetention or HandleRequests. NotFound.
Result<QList<Certificate>> listCertificates(const security::ActingOperator& actor, store::Database& database, int limit,
    std::optional<CertificateId> before = std::nullopt);
Result<Certificate> readCertificate(const security::ActingOperator& actor, store::Database& database, CertificateId id);

} // namespace gatehouse::privacy
