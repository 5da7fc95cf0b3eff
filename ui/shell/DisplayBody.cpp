#include "ui/shell/DisplayBody.h"

#include "ui/common/FormField.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

DisplayBody::DisplayBody(Appearance& look, ConsoleSettings& settings, Extent extent, QWidget* parent)
    : QWidget(parent)
    , m_appearance(look)
    , m_settings(settings)
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
    connect(languages, &QComboBox::activated, this, [this, languages] {
        m_settings.setLanguage(languages->currentData().toString());
        Q_EMIT rebuildNeeded();
    });
    column->addWidget(new FormField(look, tr("Language"), languages));

    auto* scales = new QComboBox;
    scales->setObjectName(QStringLiteral("scale"));
    for (const int percent : { 100, 125, 150, 175, 200 })
        scales->addItem(QStringLiteral("%1 %").arg(percent), percent);
    scales->setCurrentIndex(std::max(0, scales->findData(settings.scalePercent())));
    connect(scales, &QComboBox::activated, this, [this, scales] {
        m_settings.setScalePercent(scales->currentData().toInt());
        applyTheme(m_settings.theme());
        Q_EMIT rebuildNeeded();
    });
    column->addWidget(new FormField(look, tr("Size of everything"), scales));

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

        auto* sounds = new QCheckBox(tr("Alarm sounds"));
        sounds->setChecked(!settings.soundMuted());
        connect(sounds, &QCheckBox::toggled, this, [this](bool isOn) { m_settings.setSoundMuted(!isOn); });
        column->addWidget(sounds);
        auto* volume = new QSpinBox;
        volume->setRange(0, 100);
        volume->setSingleStep(10);
        volume->setSuffix(QStringLiteral(" %"));
        volume->setValue(settings.soundVolumePercent());
        connect(volume, &QSpinBox::valueChanged, this, [this](int value) { m_settings.setSoundVolumePercent(value); });
        column->addWidget(new FormField(look, tr("Volume"), volume));
    }
    column->addStretch(1);
}

void DisplayBody::applyTheme(ThemeName name)
{
    m_settings.setTheme(name);
    if (const auto theme = Theme::load(name, m_settings.scalePercent() / 100.0))
        m_appearance.setTheme(*theme);
}

} // namespace gatehouse::ui
