#include "ui/live/AlarmSounds.h"

#include "core/base/Resources.h"

#include <QAudio>
#include <QAudioDevice>
#include <QMediaDevices>
#include <QSoundEffect>
#include <QUrl>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int SoundTickMilliseconds = 100;

QString soundFile(AlarmSound kind)
{
    switch (kind) {
    case AlarmSound::Ask:
        return QStringLiteral("sounds/ask.wav");
    case AlarmSound::Warning:
        return QStringLiteral("sounds/warning.wav");
    case AlarmSound::Alarm:
        return QStringLiteral("sounds/alarm.wav");
    }
    Q_UNREACHABLE();
}

} // namespace

AlarmSounds::AlarmSounds(ConsoleSettings& settings, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clock(clock)
    , m_devices(std::make_unique<QMediaDevices>())
{
    connect(m_devices.get(), &QMediaDevices::audioOutputsChanged, this, &AlarmSounds::takeLoudspeaker);
    connect(&m_tick, &QTimer::timeout, this, &AlarmSounds::playDue);
    connect(&settings, &ConsoleSettings::soundChanged, this, &AlarmSounds::takeSettings);
    connect(&settings, &ConsoleSettings::soundTried, this, &AlarmSounds::tryOut);
    takeSettings();
    takeLoudspeaker();
    m_tick.start(SoundTickMilliseconds);
}

AlarmSounds::~AlarmSounds() = default;

void AlarmSounds::takeLoudspeaker()
{
    const QAudioDevice loudspeaker = QMediaDevices::defaultAudioOutput();
    for (const AlarmSound kind : AllAlarmSounds) {
        std::unique_ptr<QSoundEffect>& effect = m_effects[static_cast<std::size_t>(kind)];
        effect.reset();
        if (loudspeaker.isNull())
            continue;
        effect = std::make_unique<QSoundEffect>(loudspeaker);
        connect(effect.get(), &QSoundEffect::statusChanged, this, &AlarmSounds::outputChanged);
        effect->setSource(QUrl::fromLocalFile(resourcePath(soundFile(kind))));
    }
    applyVolume();
    Q_EMIT outputChanged();
}

void AlarmSounds::takeSettings()
{
    const bool awaited = awaitsAcknowledgement();
    for (const AlarmSound kind : AllAlarmSounds)
        m_schedule.setPattern(kind, m_settings.soundPattern(kind));
    applyVolume();
    Q_EMIT outputChanged();
    if (awaited != awaitsAcknowledgement())
        Q_EMIT acknowledgementChanged();
}

void AlarmSounds::applyVolume()
{
    // The scale a person turns is one of loudness, the device's one of amplitude.
    const float amplitude = QAudio::convertVolume(static_cast<float>(m_settings.soundVolumePercent()) / 100.0F,
        QAudio::LogarithmicVolumeScale, QAudio::LinearVolumeScale);
    for (const auto& effect : m_effects) {
        if (effect) {
            effect->setVolume(amplitude);
            effect->setMuted(m_settings.soundMuted());
        }
    }
}

void AlarmSounds::setCount(AlarmSound kind, int count)
{
    const bool awaited = awaitsAcknowledgement();
    m_schedule.setCount(kind, count, m_clock.monotonicMilliseconds());
    if (awaited != awaitsAcknowledgement())
        Q_EMIT acknowledgementChanged();
}

void AlarmSounds::acknowledge()
{
    m_schedule.acknowledge();
    for (const auto& effect : m_effects)
        if (effect)
            effect->stop();
    Q_EMIT acknowledgementChanged();
}

void AlarmSounds::setMuted(bool isMuted)
{
    m_settings.setSoundMuted(isMuted);
}

bool AlarmSounds::isMuted() const
{
    return m_settings.soundMuted();
}

void AlarmSounds::setVolumePercent(int percent)
{
    m_settings.setSoundVolumePercent(percent);
}

void AlarmSounds::tryOut(AlarmSound kind)
{
    play(kind);
}

AlarmSounds::Output AlarmSounds::output() const
{
    const auto isThere = [](const auto& effect) { return effect != nullptr; };
    if (std::none_of(m_effects.begin(), m_effects.end(), isThere))
        return Output::NoLoudspeaker;
    const auto isBroken = [](const auto& effect) { return !effect || effect->status() == QSoundEffect::Error; };
    if (std::any_of(m_effects.begin(), m_effects.end(), isBroken))
        return Output::Unplayable;
    return m_settings.isSilent() ? Output::Muted : Output::Audible;
}

void AlarmSounds::playDue()
{
    if (const auto due = m_schedule.takeDue(m_clock.monotonicMilliseconds()))
        play(*due);
}

void AlarmSounds::play(AlarmSound kind)
{
    for (const auto& effect : m_effects)
        if (effect)
            effect->stop();
    if (const auto& effect = m_effects[static_cast<std::size_t>(kind)])
        effect->play();
    Q_EMIT sounded(kind);
}

} // namespace gatehouse::ui
