#include "tests/support/TestStore.h"

#include "core/security/RingUpkeep.h"
#include "core/security/SiteKeyTable.h"

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QStringList>

#include <array>
#include <utility>

namespace gatehouse::test {

namespace {

template <typename T>
T must(Result<T> outcome, const char* what)
{
    if (!outcome)
        qFatal("test store: %s: %s (%s)", what, errorCodeName(outcome.error().code).data(),
            qPrintable(outcome.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(outcome).value();
}

store::SecretKey testKey()
{
    std::array<unsigned char, store::SecretKey::Size> bytes {};
    for (std::size_t index = 0; index < bytes.size(); ++index)
        bytes[index] = static_cast<unsigned char>(7 * index + 3);
    return store::SecretKey(bytes);
}

} // namespace

TestStore::TestStore()
    : m_vault(security::VaultKey::generate())
    , m_database(must(store::Database::open(file(), testKey(), store::OpenMode::CreateNew), "create"))
{
    must(security::openRing(*m_database, ringFile(), testKey()), "ring");
    must(security::settleRing(*m_database, m_clock), "settle ring");
    auto site =
        must(m_database->prepare("INSERT INTO site (id, uuid, name, time_zone, created_at) VALUES (1, ?, ?, ?, ?)"),
            "prepare site");
    site.bindAll(QByteArray(16, '\x11'), QStringLiteral("Test site"), QStringLiteral("UTC"), m_clock.now());
    must(site.run(), "site");
    {
        auto transaction = must(store::Transaction::begin(*m_database), "begin");
        must(security::recordSitePublicKey(
                 transaction, security::SiteKeyPurpose::Vault, m_vault.publicKey(), m_clock.now()),
            "vault");
        must(transaction.commit(), "vault");
    }
    for (const security::Role role : security::AllRoles) {
        auto row = must(
            m_database->prepare("INSERT INTO operators (id, name, role, slot_id, created_at) VALUES (?, ?, ?, ?, ?)"),
            "prepare operator");
        const auto acting = actor(role);
        row.bindAll(acting.id, acting.name, security::roleCode(role),
            QByteArray(16, static_cast<char>(acting.id.value())), m_clock.now());
        must(row.run(), "operator");
    }
}

TestStore::~TestStore() = default;

store::SecretKey TestStore::key()
{
    return testKey();
}

store::Database& TestStore::database()
{
    return *m_database;
}

security::ActingOperator TestStore::actor(security::Role role) const
{
    return { OperatorId(static_cast<qint64>(role) + 1), security::roleCode(role) + QStringLiteral(" of the test"),
        role };
}

std::unique_ptr<store::Database> TestStore::handOverWriter()
{
    return std::exchange(m_database, openAnother(store::OpenMode::ReadOnly));
}

std::unique_ptr<store::Database> TestStore::openAnother(store::OpenMode mode) const
{
    auto opened = must(store::Database::open(file(), testKey(), mode), "open another");
    must(security::openRing(*opened, ringFile(), testKey()), "open another ring");
    return opened;
}

void TestStore::copyStoreTo(const QString& folder)
{
    must(m_database->checkpoint(), "checkpoint");
    QFile::remove(folder + QStringLiteral("/site.store"));
    if (!QFile::copy(file(), folder + QStringLiteral("/site.store")))
        qFatal("test store: the store cannot be copied");
}

void TestStore::copyRingTo(const QString& folder)
{
    must(m_database->checkpoint(), "checkpoint");
    QFile::remove(folder + QStringLiteral("/site.ring"));
    if (!QFile::copy(ringFile(), folder + QStringLiteral("/site.ring")))
        qFatal("test store: the ring cannot be copied");
}

std::unique_ptr<store::Database> TestStore::openIn(const QString& folder)
{
    auto opened = openRaw(folder);
    must(security::settleRing(*opened, m_clock), "settle ring in");
    return opened;
}

std::unique_ptr<store::Database> TestStore::openRaw(const QString& folder) const
{
    auto opened =
        must(store::Database::open(folder + QStringLiteral("/site.store"), testKey(), store::OpenMode::ReadWrite),
            "open in");
    must(security::openRing(*opened, folder + QStringLiteral("/site.ring"), testKey()), "open ring in");
    return opened;
}

QList<AuditLine> TestStore::auditLines()
{
    auto statement = must(m_database->prepare("SELECT action, subject_kind, subject_id, operator_id, detail FROM audit "
                                              "ORDER BY sequence"),
        "prepare audit");
    QList<AuditLine> lines;
    while (must(statement.step(), "audit")) {
        lines.append({ statement.text(0), statement.text(1), statement.integer(2), statement.id<OperatorId>(3),
            QJsonDocument::fromJson(statement.text(4).toUtf8()).object() });
    }
    return lines;
}

QStringList TestStore::auditActions()
{
    QStringList actions;
    for (const AuditLine& line : auditLines())
        actions.append(line.action);
    return actions;
}

qint64 TestStore::number(QByteArrayView sql)
{
    auto statement = must(m_database->prepare(sql), "prepare number");
    return must(statement.step(), "number") ? statement.integer(0) : 0;
}

QString TestStore::queryPlan(QByteArrayView sql)
{
    auto statement = must(m_database->prepare(QByteArray("EXPLAIN QUERY PLAN ") + sql.toByteArray()), "prepare plan");
    QString plan;
    while (must(statement.step(), "plan"))
        plan += statement.text(3) + QLatin1Char('\n');
    return plan;
}

} // namespace gatehouse::test
