#include "ui/common/Theme.h"

#include "core/base/Resources.h"
#include "ui/common/Appearance.h"
#include "ui/common/Widgets.h"

#include <QFile>
#include <QPainter>
#include <QTest>

using namespace gatehouse::ui;

// The look every theme promises, computed from the token file itself.
class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextRoleReachesAaOnEveryGround_data();
    void everyTextRoleReachesAaOnEveryGround();
    void scaleIsClampedAndApplied();
    void everyIconHasItsFile();
    void anIconFollowsTheTheme();
    void theStyleSheetNamesNoUnknownWord();
    void platesTellZeroFromO();
    void aLabelKeepsItsSizeInEveryTone();
};

void ThemeTest::everyTextRoleReachesAaOnEveryGround_data()
{
    QTest::addColumn<ThemeName>("name");
    for (const ThemeName name : AllThemes)
        QTest::newRow(qPrintable(themeCode(name))) << name;
}

void ThemeTest::everyTextRoleReachesAaOnEveryGround()
{
    QFETCH(ThemeName, name);
    const auto theme = Theme::load(name);
    QVERIFY(theme);
    const QColor grounds[] = { theme->color(Role::Base), theme->color(Role::Surface), theme->color(Role::Raised),
        theme->selection(), theme->hover() };
    for (const Role role : { Role::Text, Role::Muted, Role::Accent, Role::Allow, Role::Ask, Role::Deny, Role::Alarm }) {
        for (const QColor& ground : grounds) {
            const double ratio = contrastRatio(theme->color(role), ground);
            QVERIFY2(ratio >= 4.5,
                qPrintable(QStringLiteral("role %1 on %2: %3").arg(int(role)).arg(ground.name()).arg(ratio)));
        }
    }
    for (const Role filled : { Role::Accent, Role::Allow, Role::Ask, Role::Deny, Role::Alarm })
        QVERIFY(contrastRatio(theme->color(Role::Ink), theme->color(filled)) >= 4.5);
    // The focus ring is no text: 3:1 against what it lies on (WCAG 2.2, 1.4.11).
    QVERIFY(contrastRatio(theme->color(Role::Accent), theme->color(Role::Raised)) >= 3.0);
}

void ThemeTest::scaleIsClampedAndApplied()
{
    QCOMPARE(Theme::load(ThemeName::Night, 5.0)->scale(), 2.0);
    QCOMPARE(Theme::load(ThemeName::Night, 0.1)->scale(), 1.0);
    const auto large = Theme::load(ThemeName::Day, 1.5);
    QCOMPARE(large->px(Gap::Large), 24);
    QCOMPARE(large->font(TextSize::Headline).pixelSize(), 33);
    QVERIFY(large->styleSheet().contains(QStringLiteral("min-height: 57px")));
}

void ThemeTest::everyIconHasItsFile()
{
    for (int icon = 0; icon <= int(LastIcon); ++icon) {
        const QString name = iconName(static_cast<Icon>(icon));
        QVERIFY(!name.isEmpty());
        QVERIFY2(QFile::exists(gatehouse::resourcePath(QStringLiteral("icons/%1.svg").arg(name))), qPrintable(name));
    }
}

void ThemeTest::anIconFollowsTheTheme()
{
    Appearance appearance(*Theme::load(ThemeName::Night));
    const QIcon icon = appearance.icon(Icon::Alarm, Role::Alarm);
    const auto strongest = [&icon] {
        const QImage image = icon.pixmap(48, 48).toImage();
        QColor found(Qt::transparent);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() > found.alpha())
                    found = image.pixelColor(x, y);
            }
        }
        return found.rgb();
    };
    QCOMPARE(strongest(), appearance.theme().color(Role::Alarm).rgb());
    appearance.setTheme(*Theme::load(ThemeName::Day));
    QCOMPARE(strongest(), appearance.theme().color(Role::Alarm).rgb());
}

void ThemeTest::theStyleSheetNamesNoUnknownWord()
{
    for (const ThemeName name : AllThemes) {
        const QString sheet = Theme::load(name)->styleSheet();
        QVERIFY(!sheet.contains(u'@'));
        QVERIFY(!sheet.contains(QStringLiteral(": ;")));
        QVERIFY(!sheet.contains(QStringLiteral("  ;")));
    }
}

void ThemeTest::platesTellZeroFromO()
{
    const QFont font = Theme::load(ThemeName::Night)->codeFont(TextSize::Headline, QFont::Bold);
    const QFontMetrics metrics(font);
    const auto inked = [&](QChar sign) {
        QImage image(metrics.horizontalAdvance(u'0'), metrics.height(), QImage::Format_Grayscale8);
        image.fill(Qt::black);
        QPainter painter(&image);
        painter.setFont(font);
        painter.setPen(Qt::white);
        painter.drawText(0, metrics.ascent(), QString(sign));
        return image;
    };
    const auto difference = [&](QChar left, QChar right) {
        const QImage first = inked(left);
        const QImage second = inked(right);
        double differing = 0;
        double ink = 0;
        for (int y = 0; y < first.height(); ++y) {
            for (int x = 0; x < first.width(); ++x) {
                differing += std::abs(qGray(first.pixel(x, y)) - qGray(second.pixel(x, y)));
                ink += qGray(first.pixel(x, y));
            }
        }
        return differing / ink;
    };
    QVERIFY2(difference(u'0', u'O') > 0.1, "0 and O look alike");
    QVERIFY2(difference(u'1', u'I') > 0.2, "1 and I look alike");
    QVERIFY2(difference(u'8', u'B') > 0.2, "8 and B look alike");
    QCOMPARE(metrics.horizontalAdvance(u'0'), metrics.horizontalAdvance(u'I'));
}

void ThemeTest::aLabelKeepsItsSizeInEveryTone()
{
    const Appearance appearance(*Theme::load(ThemeName::Night));
    for (const Role tone : { Role::Text, Role::Muted, Role::Deny }) {
        QWidget window;
        auto* label = new Label(appearance, QStringLiteral("help"), TextSize::Caption, tone, &window);
        window.show();
        QCOMPARE(label->font().pixelSize(), 11);
        label->setTone(Role::Ask);
        QCOMPARE(label->font().pixelSize(), 11);
    }
}

QTEST_MAIN(ThemeTest)
#include "ThemeTest.moc"
