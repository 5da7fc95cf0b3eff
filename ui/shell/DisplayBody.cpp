#include "ui/shell/DisplayBody.h"

#include "ui/common/FormField.h"
#include "ui/shell/SoundFields.h"

#include <QComboBox>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

// What the pages need at 100 % (tests/ui/app/FitTest.cpp).
constexpr QSize LeastRoom(880, 500);

bool hasRoom(QSize room, int percent)
{
    return room.width() * 100 >= LeastRoom.width() * percent && room.height() * 100 >= LeastRoom.height() * percent;
}

} // namespace

DisplayBody::DisplayBody(
    Appearance& look, ConsoleSettings& settings, Extent extent, QSize room, UnsavedPages unsaved, QWidget* parent)
    : QWidget(parent)
    , m_appearance(look)
    , m_settings(settings)
    , m_unsaved(std::move(unsaved))
{
    const Theme& theme = look.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.px(Gap::Small), theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Large));

    auto* themes = new QComboBox;
    themes->setObjectName(QStringLiteral("theme"));
    themes->addItem(tr("Night"), int(ThemeName::Night));
    themes->addItem(tr("Day"), int(ThemeName::Day));
    themes->addItem(tr("High contrast"), int(ThemeName::HighContrast));
    themes->setCurrentIndex(themes->findData(int(settings.theme())));
    connect(themes, &QComboBox::activated, this,
        [this, themes] { applyTheme(static_cast<ThemeName>(themes->currentData().toInt())); });
    column->addWidget(new FormField(look, tr("Theme"), themes));

    auto* languages = new QComboBox;
    languages->setObjectName(QStringLiteral("language"));
    languages->addItem(tr("As the system"), QString());
    languages->addItem(QStringLiteral("English"), QStringLiteral("en"));
    languages->addItem(QStringLiteral("Deutsch"), QStringLiteral("de"));
    languages->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    languages->setCurrentIndex(std::max(0, languages->findData(settings.language())));
    auto* languageField = new FormField(look, tr("Language"), languages);
    connect(languages, &QComboBox::activated, this, [this, languages, languageField] {
        if (!mayRebuild(languageField)) {
            languages->setCurrentIndex(std::max(0, languages->findData(m_settings.language())));
            return;
        }
        m_settings.setLanguage(languages->currentData().toString());
        Q_EMIT rebuildNeeded();
    });
    column->addWidget(languageField);

    auto* scales = new QComboBox;
    scales->setObjectName(QStringLiteral("scale"));
    for (const int percent : { 100, 125, 150, 175, 200 }) {
        if (percent <= settings.scalePercent() || hasRoom(room, percent))
            scales->addItem(QStringLiteral("%1 %").arg(percent), percent);
    }
    scales->setCurrentIndex(std::max(0, scales->findData(settings.scalePercent())));
    auto* scaleField = new FormField(look, tr("Size of everything"), scales,
        hasRoom(room, 200) ? QString() : tr("Larger sizes need a larger screen or window."));
    connect(scales, &QComboBox::activated, this, [this, scales, scaleField] {
        if (!mayRebuild(scaleField)) {
            scales->setCurrentIndex(std::max(0, scales->findData(m_settings.scalePercent())));
            return;
        }
        m_settings.setScalePercent(scales->currentData().toInt());
        applyTheme(m_settings.theme());
        Q_EMIT rebuildNeeded();
    });
    column->addWidget(scaleField);

    if (extent == Extent::SignedIn) {
        auto* minutes = new QSpinBox;
        minutes->setRange(1, 120);
        minutes->setValue(settings.autoLockMinutes());
        connect(minutes, &QSpinBox::valueChanged, this, [this](int value) {
            m_settings.setAutoLockMinutes(value);
            Q_EMIT autoLockChanged();
        });
        column->addWidget(new FormField(look, tr("Lock by itself after"), minutes,
            tr("Minutes without a touch. The lanes go on while the screen is locked.")));

        column->addWidget(new SoundFields(look, settings));
    }
    column->addStretch(1);
}

bool DisplayBody::mayRebuild(FormField* field)
{
    const QStringList unsaved = m_unsaved ? m_unsaved() : QStringList();
    field->setError(unsaved.isEmpty()
            ? QString()
            : tr("Not saved yet: %1. Save it or put it away first; this change would lose it.")
                  .arg(unsaved.join(QStringLiteral(", "))));
    return unsaved.isEmpty();
}

void DisplayBody::applyTheme(ThemeName name)
{
    m_settings.setTheme(name);
    if (const auto theme = Theme::load(name, m_settings.scalePercent() / 100.0))
        m_appearance.setTheme(*theme);
}

} // namespace gatehouse::ui
