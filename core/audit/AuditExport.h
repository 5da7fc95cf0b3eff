#pragma once

#include "core/audit/Acceptance.h"
#include "core/audit/Checkpoint.h"
#include "core/audit/Floor.h"

#include <QCryptographicHash>
#include <QIODevice>
#include <QList>
#include <QString>

#include <memory>

namespace gatehouse::audit {

// Whose number is which role; names stay in the store.
struct ExportedOperator
{
    OperatorId id;
    QString role;
};

// The whole trail as a file that anyone can check without this program (resources/verify/verify_audit.py). It holds
// codes and numbers, no names; only why a history was accepted is a text that somebody wrote. UTF-8, one JSON object a
// line, in this order:
//
//   {"format":"gatehouse audit export 1","site":UUID,"madeAt":ms,"publicKey":hex,"entries":n,"checkpoints":m,
//    "floors":k,"acceptances":l,"operators":[{"id":1,"role":"administrator"},…]}
//   {"floor":1,"at":ms,"sequence":last entry removed,"head":hex,"days":d,"overdueBefore":ms,"checkpoint":c,
//    "signature":hex}
//   {"acceptance":1,"at":ms,"sequence":its entry,"head":hex,"checkpoint":c,"detail":text,"broken":text,
//    "signature":hex}
//   {"sequence":1,"at":ms,"operator":id or 0,"action":…,"subject":kind,"subjectId":id or 0,"detail":text,"hash":hex}
//   {"checkpoint":1,"at":ms,"sequence":entries below it,"head":hex,"reason":…,"signature":hex}
//   {"seal":hex}
//
// The floors come first (Floor.h), then the acceptances (Acceptance.h; their numbers may be missing in the first line
// where there is none), then the checkpoints of what was
// removed, then the entries that are left, in order, each checkpoint behind the entry it names, one that was accepted
// as broken wherever its number is next; the last one is of reason "export" and covers every entry. "entries" is the
// number of the last one. `detail` is the stored text itself: the hash is over its bytes. The seal is an Ed25519
// signature over "gatehouse audit export 1" and the BLAKE2b-256 of every byte before its line, each with its length in
// 8 bytes.
//
// Written part by part, so that the thread that owns the connection serves others in between; what is written meanwhile
// is not part of it. The key outlives it. One thread at a time.
class AuditExport
{
public:
    // Makes the checkpoint the export ends with; an entry that tells of the export is the caller's, and comes before.
    static Result<AuditExport> begin(store::Transaction& transaction, const Clock& clock, const SigningKey& key,
        const QList<ExportedOperator>& operators);

    // Writes at most `limit` more entries; false when the seal is written, too. FileNotWritable; ChangedMeanwhile when
    // entries that were still to be written have been removed since begin().
    Result<bool> writeNext(store::Database& database, QIODevice& out, int limit);

    // The number of the newest entry written.
    [[nodiscard]] qint64 written() const { return m_written; }
    // What the file ends with.
    [[nodiscard]] const Checkpoint& end() const { return m_end; }

private:
    AuditExport(const SigningKey& key, Checkpoint end, const Floor& floor, QList<Acceptance> acceptances,
        const QJsonObject& header);
    Result<void> writeLine(QIODevice& out, const QJsonObject& object);
    Result<void> writeStart(store::Database& database, QIODevice& out);
    Result<void> writeCheckpoints(store::Database& database, QIODevice& out);
    Result<void> requireStillThere(store::Database& database, qint64 before) const;

    const SigningKey* m_key;
    Checkpoint m_end;
    Floor m_floor; // number 0: nothing was removed
    QList<Acceptance> m_acceptances;
    AcceptedPlaces m_accepted;
    QJsonObject m_header;
    std::unique_ptr<QCryptographicHash> m_hash; // of every byte so far
    QList<Checkpoint> m_waiting; // checkpoints whose entry is still to come
    qint64 m_written = 0;
    qint64 m_readCheckpoints = 0;
    bool m_hasHeader = false;
};

} // namespace gatehouse::audit
