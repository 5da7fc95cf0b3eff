#pragma once

#include "core/audit/ChainHash.h"
#include "core/store/Database.h"
#include "core/store/Transaction.h"

#include <gtest/gtest.h>

namespace gatehouse::test {

// Somebody who holds the store's key and another program: past every trigger, with the site closed.
class HistoryForger
{
public:
    HistoryForger(const QString& file, const store::SecretKey& key)
    {
        auto opened = store::Database::open(file, key, store::OpenMode::ReadWrite);
        if (!opened)
            qFatal("the store does not open");
        m_database = std::move(*opened);
        for (const char* trigger : { "audit_is_never_changed", "audit_is_never_deleted",
                 "audit_checkpoints_are_never_changed", "audit_checkpoints_are_never_deleted" })
            run(QByteArray("DROP TRIGGER IF EXISTS ") + trigger);
    }

    void run(QByteArrayView sql) { EXPECT_TRUE(m_database->execute(sql)) << sql.data(); }

    // Another word for what was done in that entry, and every hash from there on made anew.
    void rewrite(qint64 entry, const QString& action)
    {
        auto transaction = store::Transaction::begin(*m_database);
        ASSERT_TRUE(transaction);
        auto change = m_database->prepare("UPDATE audit SET action = ? WHERE sequence = ?");
        change->bindAll(action, entry);
        ASSERT_TRUE(change->run());
        auto rows = m_database->prepare("SELECT sequence, at, operator_id, action, subject_kind, subject_id, detail, "
                                        "previous_hash FROM audit WHERE sequence >= ? ORDER BY sequence");
        rows->bindAll(entry);
        QList<audit::StoredRow> stored;
        QByteArray previous;
        while (*rows->step()) {
            if (stored.isEmpty())
                previous = rows->blob(7);
            stored.append({ rows->integer(0), rows->integer(1), rows->id<OperatorId>(2), rows->text(3), rows->text(4),
                rows->integer(5), rows->text(6).toUtf8() });
        }
        rows->reset();
        auto write = m_database->prepare("UPDATE audit SET previous_hash = ?, hash = ? WHERE sequence = ?");
        for (const audit::StoredRow& row : stored) {
            const QByteArray hash = audit::chainHash(previous, row);
            write->bindAll(previous, hash, row.sequence);
            ASSERT_TRUE(write->run());
            previous = hash;
        }
        ASSERT_TRUE(transaction->commit());
    }

    [[nodiscard]] store::Database& database() { return *m_database; }

private:
    std::unique_ptr<store::Database> m_database;
};

} // namespace gatehouse::test
