#include "core/security/OpenSite.h"

#include "core/audit/AuditTrail.h"
#include "core/security/KeySlotFile.h"
#include "core/security/SignInThrottle.h"
#include "tests/support/Approved.h"
#include "tests/support/TestClock.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

constexpr DerivationCost Quick { 1, 8192 };

Passphrase words(const char* text)
{
    return Passphrase::fromUtf8(text);
}
const char* const AdminWords = "heron lantern gravel teapot";
const char* const GuardWords = "violet anchor mustard bicycle";
const char* const OtherWords = "seventeen quiet turnips dancing";

class OpenSiteTest : public testing::Test
{
protected:
    void SetUp() override
    {
        NewSite site { QStringLiteral("Lotus Yard"), QTimeZone("Asia/Shanghai"), QStringLiteral("Ada Admin"),
            words(AdminWords), false };
        auto created = OpenSite::create(m_paths, site, m_clock, Quick);
        ASSERT_TRUE(created) << qPrintable(created.error().detail);
        m_site = std::move(created->site);
        m_recoveryCode = created->recoveryCode;
    }

    [[nodiscard]] const ActingOperator& admin() const { return m_site->openedBy(); }

    Result<std::unique_ptr<OpenSite>> signIn(const QString& name, const char* passphrase)
    {
        return OpenSite::signIn(m_paths, name, words(passphrase), m_clock, Quick);
    }
    ErrorCode refusal(const QString& name, const char* passphrase)
    {
        m_clock.advance(SignInThrottle::LongestWait);
        auto opened = signIn(name, passphrase);
        return opened ? ErrorCode::Internal : opened.error().code;
    }
    void reopen(const QString& name = QStringLiteral("Ada Admin"), const char* passphrase = AdminWords)
    {
        m_site.reset();
        m_clock.advance(SignInThrottle::LongestWait);
        auto opened = signIn(name, passphrase);
        ASSERT_TRUE(opened) << qPrintable(errorCodeName(opened.error().code) + opened.error().detail);
        m_site = std::move(*opened);
    }
    Approval approved(const Proposal& proposal) { return test::approved(*m_site, m_clock, proposal); }
    OperatorId addGuard()
    {
        const auto added = m_site->addOperator(admin(),
            approved(security::Proposal::addOperator(QStringLiteral("Gus Guard"), Role::Guard)),
            QStringLiteral("Gus Guard"), Role::Guard, words(GuardWords));
        EXPECT_TRUE(added) << qPrintable(added.error().detail);
        return added ? *added : OperatorId();
    }
    QStringList auditActions()
    {
        return m_site->writer().call([](store::Database& database) {
            EXPECT_TRUE(audit::verify(database));
            QStringList actions;
            const auto records = audit::list(database, {}, 1000);
            for (const audit::Record& record : *records)
                actions.prepend(record.entry.action);
            return actions;
        });
    }

    QTemporaryDir m_folder;
    SitePaths m_paths { m_folder.filePath(QStringLiteral("site")) };
    test::TestClock m_clock;
    std::unique_ptr<OpenSite> m_site;
    Passphrase m_recoveryCode;
};

} // namespace

TEST_F(OpenSiteTest, aNewSiteKnowsItselfAndItsAdministrator)
{
    EXPECT_TRUE(m_paths.exists());
    EXPECT_EQ(admin().role, Role::Administrator);
    EXPECT_EQ(admin().name, QStringLiteral("Ada Admin"));
    EXPECT_EQ(m_site->info().name, QStringLiteral("Lotus Yard"));
    EXPECT_EQ(m_site->info().timeZone, QTimeZone("Asia/Shanghai"));
    EXPECT_FALSE(m_site->info().isDemo);
    EXPECT_EQ(m_site->info().createdAt, m_clock.now());
    EXPECT_EQ(auditActions(), (QStringList { QStringLiteral("site.create"), QStringLiteral("operator.add") }));
    NewSite again { QStringLiteral("Other"), QTimeZone::utc(), QStringLiteral("Bob"), words(OtherWords), false };
    EXPECT_EQ(OpenSite::create(m_paths, again, m_clock, Quick).error().code, ErrorCode::AlreadyExists);
}

TEST_F(OpenSiteTest, nothingOutsideTheStoreNamesAnyoneAndOnlyTheOwnerReadsIt)
{
    addGuard();
    reopen();
    EXPECT_EQ(refusal(QStringLiteral("Gus Guard"), "x"), ErrorCode::SignInRefused);
    m_site.reset();
    int files = 0;
    for (QDirIterator it(m_paths.folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        ++files;
        // Long words only: three given bytes turn up by chance in one encrypted file of fifty.
        for (const QByteArrayView secret : { "Ada Admin", "Gus Guard", "Guard", "Lotus", "heron", "violet" })
            EXPECT_FALSE(bytes.contains(secret)) << qPrintable(file.fileName());
        EXPECT_EQ(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions())
            << qPrintable(file.fileName());
    }
    EXPECT_GE(files, 3);
    EXPECT_EQ(QFile::permissions(m_paths.folder) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

TEST_F(OpenSiteTest, signingInOpensTheStoreHoweverTheNameIsWritten)
{
    reopen(QStringLiteral(" ada  ADMIN "));
    EXPECT_EQ(m_site->openedBy().name, QStringLiteral("Ada Admin"));
    EXPECT_EQ(auditActions().last(), QStringLiteral("sign-in"));
    EXPECT_EQ(m_site->reader().call([](store::Database& database) { return database.schemaVersion(); }),
        store::allMigrations().last().version);
}

TEST_F(OpenSiteTest, aWrongNameAndAWrongPassphraseAreRefusedAlike)
{
    m_site.reset();
    EXPECT_EQ(refusal(QStringLiteral("Ada Admin"), "heron lantern gravel teapod"), ErrorCode::SignInRefused);
    EXPECT_EQ(refusal(QStringLiteral("Nobody"), AdminWords), ErrorCode::SignInRefused);
    EXPECT_EQ(refusal(QString(), ""), ErrorCode::SignInRefused);
    EXPECT_EQ(signIn(QStringLiteral("Nobody"), AdminWords).error().detail, QString());
}

TEST_F(OpenSiteTest, guessingIsLockedOutAlsoAfterARestartEvenWithTheRightPassphrase)
{
    m_site.reset();
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(signIn(QStringLiteral("Ada Admin"), "wrong").error().code, ErrorCode::SignInRefused);
    const auto locked = signIn(QStringLiteral("Ada Admin"), AdminWords);
    ASSERT_FALSE(locked);
    EXPECT_EQ(locked.error().code, ErrorCode::SignInLockedOut);
    EXPECT_EQ(locked.error().detail, QStringLiteral("1000"));
    m_clock.advance(1000);
    auto opened = signIn(QStringLiteral("Ada Admin"), AdminWords);
    ASSERT_TRUE(opened);
    const auto records =
        (*opened)->reader().call([](store::Database& database) { return audit::list(database, {}, 1); });
    EXPECT_EQ(records->first().entry.detail.value(QStringLiteral("failedBefore")).toInt(), 4);
}

TEST_F(OpenSiteTest, anotherOperatorTakesOverWhileTheStoreStaysOpen)
{
    const OperatorId guard = addGuard();
    const auto taken = m_site->authenticate(QStringLiteral("gus guard"), words(GuardWords));
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->id, guard);
    EXPECT_EQ(taken->role, Role::Guard);
    EXPECT_EQ(m_site->authenticate(QStringLiteral("Gus Guard"), words("wrong")).error().code, ErrorCode::SignInRefused);
    EXPECT_EQ(m_site->authenticate(QStringLiteral("Nobody"), words("wrong")).error().code, ErrorCode::SignInRefused);
    EXPECT_EQ(auditActions().sliced(3), (QStringList { QStringLiteral("sign-in"), QStringLiteral("sign-in.refuse") }));
}

TEST_F(OpenSiteTest, operatorsAreAddedListedDisabledAndEnabledAgain)
{
    const OperatorId guard = addGuard();
    EXPECT_EQ(m_site
                  ->addOperator(admin(),
                      approved(security::Proposal::addOperator(QStringLiteral("GUS GUARD"), Role::Manager)),
                      QStringLiteral("GUS GUARD"), Role::Manager, words(OtherWords))
                  .error()
                  .code,
        ErrorCode::AlreadyExists);
    EXPECT_EQ(m_site
                  ->addOperator(admin(), approved(security::Proposal::addOperator(QStringLiteral("  "), Role::Manager)),
                      QStringLiteral("  "), Role::Manager, words(OtherWords))
                  .error()
                  .code,
        ErrorCode::InvalidArgument);
    EXPECT_EQ(
        m_site
            ->addOperator(admin(), approved(security::Proposal::addOperator(QStringLiteral("Eve"), Role::Manager)),
                QStringLiteral("Eve"), Role::Manager, words("short"))
            .error()
            .code,
        ErrorCode::PassphraseTooWeak);
    ASSERT_EQ(m_site->operators(admin())->size(), 2);

    ASSERT_TRUE(m_site->disableOperator(admin(), approved(security::Proposal::disableOperator(guard)), guard));
    EXPECT_EQ(
        m_site->disableOperator(admin(), approved(security::Proposal::disableOperator(guard)), guard).error().code,
        ErrorCode::ChangedMeanwhile);
    EXPECT_FALSE(m_site->operators(admin())->last().isEnabled);
    EXPECT_EQ(
        m_site->authenticate(QStringLiteral("Gus Guard"), words(GuardWords)).error().code, ErrorCode::SignInRefused);
    reopen();
    m_site.reset();
    EXPECT_EQ(refusal(QStringLiteral("Gus Guard"), GuardWords), ErrorCode::SignInRefused);

    reopen();
    ASSERT_TRUE(
        m_site->enableOperator(admin(), approved(security::Proposal::enableOperator(guard)), guard, words(OtherWords)));
    reopen(QStringLiteral("Gus Guard"), OtherWords);
    EXPECT_EQ(m_site->openedBy().id, guard);
}

TEST_F(OpenSiteTest, theLastAdministratorStays)
{
    EXPECT_EQ(m_site->disableOperator(admin(), approved(security::Proposal::disableOperator(admin().id)), admin().id)
                  .error()
                  .code,
        ErrorCode::LastAdministrator);
    const auto second = m_site->addOperator(admin(),
        approved(security::Proposal::addOperator(QStringLiteral("Bea Boss"), Role::Administrator)),
        QStringLiteral("Bea Boss"), Role::Administrator, words(OtherWords));
    ASSERT_TRUE(second);
    Approval later = approved(Proposal::enableOperator(admin().id));
    EXPECT_TRUE(
        m_site->disableOperator(admin(), approved(security::Proposal::disableOperator(admin().id)), admin().id));
    // And whoever was disabled can do nothing more, however long they stay at the console.
    EXPECT_EQ(m_site->disableOperator(admin(), std::move(later), *second).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(refusal(QStringLiteral("Ada Admin"), AdminWords), ErrorCode::SignInRefused);
}

TEST_F(OpenSiteTest, everyOperatorCommandRefusesWithoutThePermission)
{
    const OperatorId guard = addGuard();
    for (const Role role : AllRoles) {
        const ActingOperator actor { OperatorId(77), QStringLiteral("x"), role };
        if (actor.may(Permission::ManageOperators))
            continue;
        EXPECT_EQ(
            m_site
                ->addOperator(actor, approved(security::Proposal::addOperator(QStringLiteral("Eve"), Role::Guard)),
                    QStringLiteral("Eve"), Role::Guard, words(OtherWords))
                .error()
                .code,
            ErrorCode::PermissionDenied);
        EXPECT_EQ(m_site->operators(actor).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(m_site->recoveredOperators(actor).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(m_site->confirmRecovered(actor, guard).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(
            m_site->disableOperator(actor, approved(security::Proposal::disableOperator(guard)), guard).error().code,
            ErrorCode::PermissionDenied);
        EXPECT_EQ(
            m_site->enableOperator(actor, approved(security::Proposal::enableOperator(guard)), guard, words(OtherWords))
                .error()
                .code,
            ErrorCode::PermissionDenied);
    }
    EXPECT_EQ(auditActions().size(), 3); // refused before anything was written
}

TEST_F(OpenSiteTest, anyoneChangesTheirOwnPassphraseWithTheCurrentOne)
{
    addGuard();
    const auto guard = *m_site->authenticate(QStringLiteral("Gus Guard"), words(GuardWords));
    EXPECT_EQ(
        m_site->changePassphrase(guard, words("wrong"), words(OtherWords)).error().code, ErrorCode::SignInRefused);
    EXPECT_EQ(m_site->changePassphrase(guard, words(GuardWords), words("gus guard gus guard")).error().code,
        ErrorCode::PassphraseTooWeak);
    ASSERT_TRUE(m_site->changePassphrase(guard, words(GuardWords), words(OtherWords)));
    EXPECT_EQ(auditActions().last(), QStringLiteral("operator.passphrase"));
    m_site.reset();
    EXPECT_EQ(refusal(QStringLiteral("Gus Guard"), GuardWords), ErrorCode::SignInRefused);
    reopen(QStringLiteral("Gus Guard"), OtherWords);
}

TEST_F(OpenSiteTest, theRecoveryCodeBringsAnAdministratorBack)
{
    addGuard();
    m_site.reset();
    const QByteArray code(m_recoveryCode.data(), static_cast<qsizetype>(m_recoveryCode.size()));
    const auto typed = Passphrase::fromUtf8(code.toLower().replace('-', ' '));
    const auto recover = [&](const Passphrase& used, const char* name, const char* passphrase) {
        m_clock.advance(SignInThrottle::LongestWait);
        return OpenSite::recover(m_paths, used, QString::fromUtf8(name), words(passphrase), m_clock, Quick);
    };
    EXPECT_EQ(recover(words("AAAAA-AAAAA"), "Ada Admin", OtherWords).error().code, ErrorCode::SignInRefused);
    EXPECT_EQ(recover(typed, "Gus Guard", OtherWords).error().code, ErrorCode::NotFound);
    EXPECT_EQ(recover(typed, "Nobody", OtherWords).error().code, ErrorCode::NotFound);
    EXPECT_EQ(recover(typed, "Ada Admin", "short").error().code, ErrorCode::PassphraseTooWeak);
    auto recovered = recover(typed, "ada admin", OtherWords);
    ASSERT_TRUE(recovered) << qPrintable(recovered.error().detail);
    EXPECT_EQ((*recovered)->openedBy().role, Role::Administrator);
    m_site = std::move(*recovered);
    EXPECT_EQ(auditActions().last(), QStringLiteral("site.recover"));
    m_site.reset();
    EXPECT_EQ(refusal(QStringLiteral("Ada Admin"), AdminWords), ErrorCode::SignInRefused);
    reopen(QStringLiteral("Ada Admin"), OtherWords);
}

TEST_F(OpenSiteTest, aForeignMissingOrBrokenKeyFileIsToldApart)
{
    m_site.reset();
    const SitePaths other { m_folder.filePath(QStringLiteral("other")) };
    NewSite site { QStringLiteral("Other"), QTimeZone::utc(), QStringLiteral("Ada Admin"), words(AdminWords), false };
    ASSERT_TRUE(OpenSite::create(other, site, m_clock, Quick));
    QFile::remove(m_paths.keys());
    EXPECT_EQ(refusal(QStringLiteral("Ada Admin"), AdminWords), ErrorCode::KeyFileDamaged);
    ASSERT_TRUE(QFile::copy(other.keys(), m_paths.keys()));
    EXPECT_EQ(refusal(QStringLiteral("Ada Admin"), AdminWords), ErrorCode::StoreDamagedOrWrongKey);
    QFile keys(m_paths.keys());
    ASSERT_TRUE(keys.open(QIODevice::WriteOnly));
    keys.write("not a key file");
    keys.close();
    EXPECT_EQ(refusal(QStringLiteral("Ada Admin"), AdminWords), ErrorCode::KeyFileDamaged);
    EXPECT_EQ(OpenSite::signIn({ m_folder.filePath(QStringLiteral("none")) }, QStringLiteral("a"), words("b"), m_clock)
                  .error()
                  .code,
        ErrorCode::StoreNotFound);
}

TEST_F(OpenSiteTest, aSecondProgramOnTheSameSiteIsRefused)
{
    EXPECT_EQ(refusal(QStringLiteral("Ada Admin"), AdminWords), ErrorCode::StoreInUse);
}

TEST_F(OpenSiteTest, anOldKeyFileBringsNobodyBack)
{
    const OperatorId guard = addGuard();
    ASSERT_TRUE(QFile::copy(m_paths.keys(), m_folder.filePath(QStringLiteral("old.keys"))));
    ASSERT_TRUE(m_site->disableOperator(admin(), approved(security::Proposal::disableOperator(guard)), guard));
    const auto later =
        m_site->addOperator(admin(), approved(security::Proposal::addOperator(QStringLiteral("Later"), Role::Manager)),
            QStringLiteral("Later"), Role::Manager, words(OtherWords));
    ASSERT_TRUE(later);
    m_site.reset();
    QFile::remove(m_paths.keys());
    ASSERT_TRUE(QFile::copy(m_folder.filePath(QStringLiteral("old.keys")), m_paths.keys()));
    EXPECT_EQ(refusal(QStringLiteral("Gus Guard"), GuardWords), ErrorCode::SignInRefused);
    reopen();
    // The slot is gone from the file again; who had none is disabled until they get a new one.
    EXPECT_EQ(KeySlotFile::load(m_paths.keys())->entries().size(), 2);
    const auto rows = *m_site->operators(admin());
    EXPECT_TRUE(std::ranges::none_of(
        rows, [&](const OperatorRow& row) { return row.isEnabled && row.role != Role::Administrator; }));
    EXPECT_TRUE(m_site->enableOperator(admin(), approved(Proposal::enableOperator(*later)), *later, words(GuardWords)));
}

TEST_F(OpenSiteTest, theRecoveryCodeBringsBackAnAdministratorWhomAnOldKeyFileDoesNotKnow)
{
    ASSERT_TRUE(QFile::copy(m_paths.keys(), m_folder.filePath(QStringLiteral("old.keys"))));
    const auto bob = m_site->addOperator(admin(),
        approved(security::Proposal::addOperator(QStringLiteral("Bob"), Role::Administrator)), QStringLiteral("Bob"),
        Role::Administrator, words(GuardWords));
    ASSERT_TRUE(bob);
    ASSERT_TRUE(m_site->authenticate(QStringLiteral("Bob"), words(GuardWords)));
    const OperatorId ada = admin().id;
    const Proposal proposal = Proposal::disableOperator(ada);
    auto approval = m_site->approve(
        { *bob, QStringLiteral("Bob"), Role::Administrator }, proposal, QStringLiteral("Ada Admin"), words(AdminWords));
    ASSERT_TRUE(approval);
    ASSERT_TRUE(
        m_site->disableOperator({ *bob, QStringLiteral("Bob"), Role::Administrator }, std::move(*approval), ada));
    m_site.reset();
    // Brought back, it holds the slot of her who is disabled and none of the only administrator's.
    QFile::remove(m_paths.keys());
    ASSERT_TRUE(QFile::copy(m_folder.filePath(QStringLiteral("old.keys")), m_paths.keys()));
    EXPECT_EQ(refusal(QStringLiteral("Ada Admin"), AdminWords), ErrorCode::SignInRefused);
    m_clock.advance(SignInThrottle::LongestWait);
    auto recovered =
        OpenSite::recover(m_paths, m_recoveryCode, QStringLiteral("Bob"), words(OtherWords), m_clock, Quick);
    ASSERT_TRUE(recovered) << qPrintable(recovered.error().detail);
    m_site = std::move(*recovered);
    const auto rows = m_site->operators(m_site->openedBy());
    ASSERT_TRUE(rows);
    EXPECT_TRUE(std::ranges::any_of(*rows, [&](const OperatorRow& row) { return row.id == *bob && row.isEnabled; }));
    reopen(QStringLiteral("Bob"), OtherWords);
}

TEST_F(OpenSiteTest, anInterruptedCreationLeavesNothingInTheWay)
{
    const SitePaths paths { m_folder.filePath(QStringLiteral("new")) };
    NewSite site { QStringLiteral("New"), QTimeZone::utc(), QStringLiteral("Ada Admin"), words(AdminWords), true };
    ASSERT_TRUE(OpenSite::create(paths, site, m_clock, Quick));
    // As if the power had gone between moving the store and moving the keys.
    ASSERT_TRUE(QDir(paths.folder).mkdir(QStringLiteral(".creating")));
    ASSERT_TRUE(QFile::rename(paths.keys(), paths.folder + QStringLiteral("/.creating/site.keys")));
    auto created = OpenSite::create(paths, site, m_clock, Quick);
    ASSERT_TRUE(created) << qPrintable(created.error().detail);
    EXPECT_TRUE(created->site->info().isDemo);
    EXPECT_FALSE(QDir(paths.folder + QStringLiteral("/.creating")).exists());
}

TEST_F(OpenSiteTest, aWeakFirstPassphraseMakesNoSite)
{
    const SitePaths paths { m_folder.filePath(QStringLiteral("weak")) };
    NewSite site { QStringLiteral("New"), QTimeZone::utc(), QStringLiteral("Ada Admin"), words("admin123"), false };
    EXPECT_EQ(OpenSite::create(paths, site, m_clock, Quick).error().code, ErrorCode::PassphraseTooWeak);
    EXPECT_FALSE(QDir(paths.folder).exists());
}
