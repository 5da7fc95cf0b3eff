#include "tests/e2e/kill/MixedSite.h"

#include "core/store/Transaction.h"
#include "tests/support/Approved.h"

#include <QDir>

namespace gatehouse::test {

using security::OpenSite;

namespace {

constexpr security::DerivationCost Quick { 1, 8192 };

security::Passphrase firstWords()
{
    return security::Passphrase::fromUtf8("heron lantern gravel teapot");
}
security::Passphrase secondWords()
{
    return security::Passphrase::fromUtf8("violet anchor mustard bicycle");
}

store::SecretKey oldKey()
{
    store::SecretKey::Bytes bytes {};
    bytes.fill(0x3c);
    return store::SecretKey(bytes);
}

template <typename T>
T mustHave(Result<T> outcome)
{
    if (!outcome)
        qFatal("%s (%s)", errorCodeName(outcome.error().code).data(), qPrintable(outcome.error().detail));
    return std::move(outcome).value();
}

void must(const Result<void>& outcome)
{
    if (!outcome)
        qFatal("%s (%s)", errorCodeName(outcome.error().code).data(), qPrintable(outcome.error().detail));
}

} // namespace

void MixedSite::create() const
{
    const SystemClock clock;
    QDir().mkpath(shelf());
    security::NewSite description { QStringLiteral("Lotus Yard"), QTimeZone("Europe/Berlin"),
        QStringLiteral("Ada Admin"), firstWords(), false };
    const auto made = mustHave(OpenSite::create(paths(), description, clock, Quick));
    mustHave(made.site->addOperator(made.site->openedBy(),
        approved(*made.site, clock,
            security::Proposal::addOperator(QStringLiteral("Ben Second"), security::Role::Administrator)),
        QStringLiteral("Ben Second"), security::Role::Administrator, secondWords()));
}

Result<std::unique_ptr<OpenSite>> MixedSite::open(const Clock& clock) const
{
    return OpenSite::signIn(paths(), QStringLiteral("Ada Admin"), firstWords(), clock, Quick);
}

security::CarriedSecret MixedSite::secretOfThen()
{
    return { QStringLiteral("Ada Admin"), firstWords(), {} };
}

Result<security::Approval> MixedSite::approve(OpenSite& site, const security::Proposal& proposal) const
{
    return site.approve(site.openedBy(), proposal, QStringLiteral("Ben Second"), secondWords());
}

void MixedSite::createOldStore(int events) const
{
    const QList<store::Migration> then = store::allMigrations().first(OldSchema);
    const auto database = mustHave(store::Database::open(oldStore(), oldKey(), store::OpenMode::CreateNew, then));
    auto transaction = mustHave(store::Transaction::begin(*database));
    auto picture =
        mustHave(database->prepare("INSERT INTO evidence (id, class, media_type, width, height, picture, taken_at, "
                                   "expires_at) VALUES (?, 'unknown', 'image/jpeg', 1, 1, ?, 0, 1)"));
    auto event = mustHave(
        database->prepare("INSERT INTO events (id, at, lane_id, lane_name, kind, subject, certainty, decision, "
                          "reason, crop_id) VALUES (?, 0, 1, 'L', 'recognition', 'none', 'unknown', 'ask', "
                          "'unknown', ?)"));
    for (int number = 1; number <= events; ++number) {
        picture.bindAll(number, QByteArray(8000, 'p'));
        must(picture.run());
        event.bindAll(number, number);
        must(event.run());
    }
    must(transaction.commit());
}

Result<std::unique_ptr<store::Database>> MixedSite::openOldStore() const
{
    return store::Database::open(oldStore(), oldKey(), store::OpenMode::ReadWrite);
}

} // namespace gatehouse::test
