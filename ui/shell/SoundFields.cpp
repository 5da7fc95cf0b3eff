#include "ui/shell/SoundFields.h"

#include "ui/common/FormField.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

SoundFields::SoundFields(const Appearance& look, ConsoleSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_appearance(look)
    , m_settings(settings)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look.theme().px(Gap::Large));

    auto* sounds = new QCheckBox(tr("Alarm sounds"));
    sounds->setObjectName(QStringLiteral("soundsOn"));
    connect(sounds, &QCheckBox::toggled, this, [this](bool isOn) { m_settings.setSoundMuted(!isOn); });
    column->addWidget(sounds);
    auto* volume = new QSpinBox;
    volume->setObjectName(QStringLiteral("soundVolume"));
    volume->setRange(0, 100);
    volume->setSingleStep(10);
    volume->setSuffix(QStringLiteral(" %"));
    connect(volume, &QSpinBox::valueChanged, this, [this](int value) { m_settings.setSoundVolumePercent(value); });
    column->addWidget(new FormField(look, tr("Volume"), volume));
    column->addWidget(patternField(AlarmSound::Ask, tr("Somebody asks"), QStringLiteral("soundAsk")));
    column->addWidget(patternField(
        AlarmSound::Warning, tr("A camera is silent or a gate does not answer"), QStringLiteral("soundWarning")));
    column->addWidget(patternField(AlarmSound::Alarm, tr("Nothing is recorded"), QStringLiteral("soundAlarm")));

    // Also changed elsewhere: by the sign in the status strip and on the live page.
    const auto show = [this, sounds, volume] {
        const QSignalBlocker soundsQuiet(sounds);
        const QSignalBlocker volumeQuiet(volume);
        sounds->setChecked(!m_settings.soundMuted());
        volume->setValue(m_settings.soundVolumePercent());
    };
    connect(&settings, &ConsoleSettings::soundChanged, this, show);
    show();
}

QWidget* SoundFields::patternField(AlarmSound kind, const QString& title, const QString& name)
{
    auto* patterns = new QComboBox;
    patterns->setObjectName(name);
    patterns->addItem(tr("once"), int(SoundPattern::Once));
    patterns->addItem(tr("again and again"), int(SoundPattern::Repeating));
    patterns->addItem(tr("until acknowledged (F9)"), int(SoundPattern::UntilAcknowledged));
    patterns->setCurrentIndex(patterns->findData(int(m_settings.soundPattern(kind))));
    patterns->setAccessibleName(title);
    connect(patterns, &QComboBox::activated, this, [this, patterns, kind] {
        m_settings.setSoundPattern(kind, static_cast<SoundPattern>(patterns->currentData().toInt()));
    });
    auto* hear = new Button(m_appearance, ButtonLook::Plain, Icon::Sound, {});
    hear->setObjectName(name + QStringLiteral("Hear"));
    hear->setIconOnly(tr("Hear it"));
    connect(hear, &QPushButton::clicked, this, [this, kind] { m_settings.trySound(kind); });
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_appearance.theme().px(Gap::Small));
    row->addWidget(patterns, 1);
    row->addWidget(hear);
    return new FormField(m_appearance, title, line);
}

} // namespace gatehouse::ui
