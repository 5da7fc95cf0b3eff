#pragma once

#include "core/audit/Acceptance.h"
#include "core/audit/AuditExport.h"
#include "core/audit/Pruning.h"
#include "core/security/SiteKeyTable.h"
#include "tests/support/TestStore.h"

#include <QBuffer>

namespace gatehouse::test {

// A trail of a few entries with a checkpoint behind every fourth, and what its export looks like.
class AuditSample
{
public:
    explicit AuditSample(int entries)
    {
        auto named = store::Transaction::begin(m_store.database());
        m_isGood = security::recordSitePublicKey(
                       *named, security::SiteKeyPurpose::Signing, m_key.publicKey(), m_store.clock().now())
                       .isOk()
            && named->commit();
        add(entries);
    }

    // A second passes between two entries.
    void add(int entries)
    {
        for (int number = 1; number <= entries; ++number) {
            auto transaction = store::Transaction::begin(m_store.database());
            const bool isSystem = number % 5 == 0;
            const audit::Entry entry { isSystem ? OperatorId() : m_store.administrator().id,
                number % 2 == 0 ? QStringLiteral("event.look") : QStringLiteral("person.update"),
                { QStringLiteral("event"), number % 3 == 0 ? 0 : number },
                { { QStringLiteral("reason"), QStringLiteral("dispute \"ü\"") }, { QStringLiteral("n"), number } } };
            m_isGood = m_isGood && audit::append(*transaction, m_store.clock(), entry);
            if (number % 4 == 0) {
                m_isGood = m_isGood
                    && audit::addCheckpoint(*transaction, m_store.clock(), m_key, audit::CheckpointReason::Entries);
            }
            m_isGood = m_isGood && transaction->commit();
            m_store.clock().advance(1000);
        }
    }

    // Removes the oldest entries behind a signed floor; how many went. An entry tells of it, and a checkpoint.
    qint64 prune(int entries)
    {
        auto transaction = store::Transaction::begin(m_store.database());
        const UtcTime now = m_store.clock().now();
        const auto pruned = audit::prune(*transaction, m_store.clock(), m_key, { 1096, now }, entries);
        m_isGood = m_isGood && pruned && transaction->commit();
        m_store.clock().advance(1000);
        return pruned && *pruned ? (*pruned)->last - (*pruned)->first + 1 : 0;
    }

    // Past every trigger, as with another program.
    void forge(const char* sql)
    {
        for (const char* const trigger : { "audit_is_never_changed", "audit_is_never_deleted",
                 "audit_checkpoints_are_never_changed", "audit_checkpoints_are_never_deleted" })
            m_isGood = m_isGood && m_store.database().execute(QByteArray("DROP TRIGGER IF EXISTS ") + trigger);
        m_isGood = m_isGood && m_store.database().execute(sql);
    }

    // What lies there is accepted as it is, by two people's word.
    Result<audit::Acceptance> accept(const audit::HistoryMismatch& mismatch, const audit::Anchor& anchor = {},
        const QList<audit::ChainState>& elsewhere = {})
    {
        auto transaction = store::Transaction::begin(m_store.database());
        GATEHOUSE_TRY(audit::noteComparison(*transaction, m_store.clock(), mismatch));
        auto accepted = audit::accept(*transaction, m_store.clock(), m_key,
            { m_store.administrator().id,
                { { QStringLiteral("approver"), 4 },
                    { QStringLiteral("reason"), QStringLiteral("the disk \"broke\"") } },
                mismatch, anchor, elsewhere, {} });
        if (accepted)
            GATEHOUSE_TRY(transaction->commit());
        m_store.clock().advance(1000);
        return accepted;
    }

    // An entry changed, one gone and a signature bent, all of it accepted.
    void acceptDamage()
    {
        forge("UPDATE audit SET action = 'nothing.happened' WHERE sequence = 6;"
              "DELETE FROM audit WHERE sequence = 10;"
              "UPDATE audit_checkpoints SET signature = zeroblob(64) WHERE number = 2");
        m_isGood = m_isGood && accept({ audit::HistoryFault::Rewritten, audit::SignedPlace::Store, 6 }).isOk();
    }

    // Empty when something of it failed.
    QByteArray exported()
    {
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        auto transaction = store::Transaction::begin(m_store.database());
        auto made = audit::AuditExport::begin(
            *transaction, m_store.clock(), m_key, { { OperatorId(1), QStringLiteral("guard") } });
        if (!m_isGood || !made || !transaction->commit())
            return {};
        for (;;) {
            const auto more = made->writeNext(m_store.database(), out, 3);
            if (!more)
                return {};
            if (!*more)
                return out.data();
        }
    }

    [[nodiscard]] TestStore& store() { return m_store; }
    [[nodiscard]] const audit::SigningKey& key() const { return m_key; }

private:
    TestStore m_store;
    audit::SigningKey m_key = *audit::SigningKey::generate();
    bool m_isGood = true;
};

} // namespace gatehouse::test
