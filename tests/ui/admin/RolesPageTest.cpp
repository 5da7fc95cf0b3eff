#include "ui/admin/RolesPage.h"

#include "core/security/DualControl.h"
#include "tests/support/PageStage.h"

#include <QLabel>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using gatehouse::test::PageStage;

// The roles page says what core's tables say.
class RolesPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<PageStage>();
        m_page = std::make_unique<RolesPage>(m_stage->context());
        PageStage::show(*m_page, QSize(1200, 760));
    }
    void cleanup()
    {
        m_page.reset();
        m_stage.reset();
    }
    void everyRightOfEveryRoleIsTheTables();
    void everyActNamesWhomItNeeds();
    void whoReadsTheTrailSeesIt();
    void photographs() { m_stage->photograph(*m_page, QStringLiteral("roles")); }

private:
    [[nodiscard]] QString text(const QString& name) const
    {
        const auto* label = m_page->findChild<QLabel*>(name);
        return label && label->isVisible() ? label->text() : QString();
    }

    std::unique_ptr<PageStage> m_stage;
    std::unique_ptr<RolesPage> m_page;
};

void RolesPageTest::everyRightOfEveryRoleIsTheTables()
{
    for (const security::Permission permission : security::AllPermissions) {
        for (const security::Role role : security::AllRoles) {
            const QString shown =
                text(QStringLiteral("right-%1-%2").arg(int(permission)).arg(security::roleCode(role)));
            QCOMPARE(shown, security::isAllowed(role, permission) ? QStringLiteral("✓ yes") : QStringLiteral("–"));
        }
    }
}

void RolesPageTest::everyActNamesWhomItNeeds()
{
    for (const security::ProtectedAct act : security::AllProtectedActs) {
        const QString approvers = text(QStringLiteral("act-%1-2").arg(security::protectedActCode(act)));
        QCOMPARE(approvers.split(QStringLiteral(", ")).size(), security::approvingRoles(act).size());
        QVERIFY(!text(QStringLiteral("act-%1-0").arg(security::protectedActCode(act))).isEmpty());
    }
    QCOMPARE(text(QStringLiteral("act-lengthen-retention-2")), QStringLiteral("privacy officer, administrator"));
    QCOMPARE(text(QStringLiteral("act-change-key-slot-1")), QStringLiteral("administrator"));
}

void RolesPageTest::whoReadsTheTrailSeesIt()
{
    QCOMPARE(RolesPage::entry().permission, security::Permission::ViewAudit);
}

QTEST_MAIN(RolesPageTest)
#include "RolesPageTest.moc"
