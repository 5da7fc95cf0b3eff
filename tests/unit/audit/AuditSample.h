#pragma once

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
