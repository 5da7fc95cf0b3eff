#pragma once

#include "core/security/Operator.h"
#include "core/security/Vault.h"
#include "core/store/Database.h"
#include "core/store/StoreThread.h"
#include "tests/support/TestClock.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace gatehouse::test {

// One audit entry as a test looks at it.
struct AuditLine
{
    QString action;
    QString subjectKind;
    qint64 subjectId = 0;
    OperatorId actor;
    QJsonObject detail;
};

// A fresh encrypted store in a temporary folder, with the site's row, its vault and one enabled operator a role. It
// needs no key slots and so costs no key derivation. Stops the program when it cannot be made: nothing could be tested
// then.
class TestStore
{
public:
    TestStore();
    ~TestStore();

    // Used by the test's own thread; a StoreThread beside it gets a connection of its own from openAnother().
    [[nodiscard]] store::Database& database();
    [[nodiscard]] TestClock& clock() { return m_clock; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("site.store")); }

    // What opens store and ring, for a test that opens them itself.
    [[nodiscard]] static store::SecretKey key();
    [[nodiscard]] QString ringFile() const { return m_folder.filePath(QStringLiteral("site.ring")); }

    // What opens fields sealed in this store.
    [[nodiscard]] const security::VaultKey& vault() const { return m_vault; }

    [[nodiscard]] security::ActingOperator actor(security::Role role) const;
    [[nodiscard]] security::ActingOperator administrator() const { return actor(security::Role::Administrator); }
    [[nodiscard]] security::ActingOperator guard() const { return actor(security::Role::Guard); }

    // The one connection that may write, for a StoreThread; database() only reads from then on.
    [[nodiscard]] std::unique_ptr<store::Database> handOverWriter();
    // A further connection, for a reader or a StoreThread beside database().
    [[nodiscard]] std::unique_ptr<store::Database> openAnother(store::OpenMode mode) const;

    // Copies of the store and its ring as they lie in `folder` (which must be there), with all that is committed.
    void copyStoreTo(const QString& folder);
    void copyRingTo(const QString& folder);
    // A store and a ring of this site that lie in `folder`, opened as a site opens them.
    [[nodiscard]] std::unique_ptr<store::Database> openIn(const QString& folder);
    // The same without the upkeep of the ring: as somebody who holds the site key looks at stolen files.
    [[nodiscard]] std::unique_ptr<store::Database> openRaw(const QString& folder) const;

    [[nodiscard]] QList<AuditLine> auditLines(); // oldest first
    [[nodiscard]] QStringList auditActions();
    // One number of a query, such as SELECT count(*).
    [[nodiscard]] qint64 number(QByteArrayView sql);
    // What EXPLAIN QUERY PLAN says, a line a step. Parameters stay unbound.
    [[nodiscard]] QString queryPlan(QByteArrayView sql);

private:
    QTemporaryDir m_folder;
    TestClock m_clock;
    const security::VaultKey m_vault;
    std::unique_ptr<store::Database> m_database;
};

} // namespace gatehouse::test
