#include "tests/store/backup/BackupSite.h"

#include "core/audit/AuditTrail.h"
#include "tests/support/Approved.h"

#include <QDir>

namespace gatehouse::test {

using security::OpenSite;

namespace {

template <typename T>
T mustHave(Result<T> outcome, const char* what)
{
    if (!outcome)
        qFatal("%s: %s (%s)", what, errorCodeName(outcome.error().code).data(), qPrintable(outcome.error().detail));
    return std::move(outcome).value();
}

} // namespace

security::Passphrase BackupSite::adminWords()
{
    return security::Passphrase::fromUtf8("heron lantern gravel teapot");
}

BackupSite::BackupSite()
{
    security::NewSite site { QStringLiteral("Lotus Yard"), QTimeZone("Europe/Berlin"), QStringLiteral("Ada Admin"),
        adminWords(), false };
    m_site = mustHave(OpenSite::create(paths(), site, m_clock, Quick), "make the site").site;
    QDir().mkpath(shelf());
}

void BackupSite::reopen()
{
    m_site.reset();
    m_site = mustHave(OpenSite::signIn(paths(), QStringLiteral("Ada Admin"), adminWords(), m_clock, Quick), "sign in");
}

void BackupSite::addOperator(const QString& name, security::Role role, const security::Passphrase& passphrase)
{
    mustHave(m_site->addOperator(admin(), approved(*m_site, m_clock, security::Proposal::addOperator(name, role)), name,
                 role, passphrase),
        "add an operator");
}

Result<void> writeEvent(store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(picture,
        database.prepare("INSERT INTO evidence (class, media_type, width, height, picture, taken_at, key_id) "
                         "VALUES ('unknown', 'image/jpeg', 1, 1, ?, 0, zeroblob(16))"));
    picture.bindAll(QByteArray(20'000, 'p'));
    GATEHOUSE_TRY(picture.run());
    const qint64 crop = database.lastInsertId();
    GATEHOUSE_TRY_ASSIGN(event,
        database.prepare("INSERT INTO events (at, lane_id, lane_name, kind, subject, certainty, decision, reason, "
                         "crop_id) VALUES (?, 1, 'L', 'recognition', 'none', 'unknown', 'ask', 'unknown', ?)"));
    event.bindAll(clock.now(), crop);
    GATEHOUSE_TRY(event.run());
    const qint64 id = database.lastInsertId();
    GATEHOUSE_TRY(
        audit::append(transaction, clock, { {}, QStringLiteral("event"), { QStringLiteral("event"), id }, {} }));
    return transaction.commit();
}

void BackupSite::writeEvents(int count)
{
    m_site->writer().call([&](store::Database& database) {
        for (int i = 0; i < count; ++i) {
            if (const auto written = writeEvent(database, m_clock); !written)
                qFatal("event: %s", qPrintable(written.error().detail));
        }
    });
}

qint64 BackupSite::number(QByteArrayView sql) const
{
    return m_site->reader().call([&](store::Database& database) {
        auto query = database.prepare(sql);
        return query && query->step() ? query->integer(0) : qint64(-1);
    });
}

QStringList BackupSite::auditActions() const
{
    return m_site->reader().call([](store::Database& database) {
        QStringList actions;
        const auto records = audit::list(database, {}, 1000);
        for (const audit::Record& record : *records)
            actions.prepend(record.entry.action);
        return actions;
    });
}

} // namespace gatehouse::test
