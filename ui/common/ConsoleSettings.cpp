#include "ui/common/ConsoleSettings.h"

#include "ui/common/PlainSettings.h"
#include "ui/common/Theme.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

QString patternKey(AlarmSound kind)
{
    switch (kind) {
    case AlarmSound::Ask:
        return QStringLiteral("sound/ask");
    case AlarmSound::Warning:
        return QStringLiteral("sound/warning");
    case AlarmSound::Alarm:
        return QStringLiteral("sound/alarm");
    }
    return {};
}

QString patternCode(SoundPattern pattern)
{
    switch (pattern) {
    case SoundPattern::Once:
        return QStringLiteral("once");
    case SoundPattern::Repeating:
        return QStringLiteral("repeating");
    case SoundPattern::UntilAcknowledged:
        return QStringLiteral("until-acknowledged");
    }
    return {};
}

QString columnsKey(const QString& table)
{
    return QStringLiteral("tables/%1/hidden").arg(table);
}

} // namespace

ConsoleSettings::ConsoleSettings(const QString& file, QObject* parent)
    : QObject(parent)
    , m_file(file, plainSettingsFormat())
{
}

QString ConsoleSettings::language() const
{
    return m_file.value(QStringLiteral("language")).toString();
}

void ConsoleSettings::setLanguage(const QString& code)
{
    m_file.setValue(QStringLiteral("language"), code);
}

ThemeName ConsoleSettings::theme() const
{
    return themeFromCode(m_file.value(QStringLiteral("theme")).toString()).value_or(ThemeName::Night);
}

void ConsoleSettings::setTheme(ThemeName name)
{
    m_file.setValue(QStringLiteral("theme"), themeCode(name));
}

int ConsoleSettings::scalePercent() const
{
    return std::clamp(m_file.value(QStringLiteral("scale"), 100).toInt(), 100, 200);
}

void ConsoleSettings::setScalePercent(int percent)
{
    m_file.setValue(QStringLiteral("scale"), std::clamp(percent, 100, 200));
}

int ConsoleSettings::autoLockMinutes() const
{
    return std::clamp(m_file.value(QStringLiteral("auto-lock-minutes"), 5).toInt(), 1, 120);
}

void ConsoleSettings::setAutoLockMinutes(int minutes)
{
    m_file.setValue(QStringLiteral("auto-lock-minutes"), std::clamp(minutes, 1, 120));
}

bool ConsoleSettings::soundMuted() const
{
    return m_file.value(QStringLiteral("sound/muted"), false).toBool();
}

void ConsoleSettings::setSoundMuted(bool muted)
{
    m_file.setValue(QStringLiteral("sound/muted"), muted);
    Q_EMIT soundChanged();
}

int ConsoleSettings::soundVolumePercent() const
{
    return std::clamp(m_file.value(QStringLiteral("sound/volume"), UsualVolumePercent).toInt(), 0, 100);
}

void ConsoleSettings::setSoundVolumePercent(int percent)
{
    m_file.setValue(QStringLiteral("sound/volume"), std::clamp(percent, 0, 100));
    Q_EMIT soundChanged();
}

SoundPattern ConsoleSettings::soundPattern(AlarmSound kind) const
{
    const QString code = m_file.value(patternKey(kind)).toString();
    const auto known = std::find_if(std::begin(AllSoundPatterns), std::end(AllSoundPatterns),
        [&code](SoundPattern each) { return patternCode(each) == code; });
    return known == std::end(AllSoundPatterns) ? usualPattern(kind) : *known;
}

void ConsoleSettings::setSoundPattern(AlarmSound kind, SoundPattern pattern)
{
    m_file.setValue(patternKey(kind), patternCode(pattern));
    Q_EMIT soundChanged();
}

int ConsoleSettings::wallTiles() const
{
    const int tiles = m_file.value(QStringLiteral("live/tiles"), 4).toInt();
    return tiles == 1 || tiles == 9 ? tiles : 4;
}

void ConsoleSettings::setWallTiles(int tiles)
{
    m_file.setValue(QStringLiteral("live/tiles"), tiles);
}

QStringList ConsoleSettings::hiddenColumns(const QString& table, const QStringList& byDefault) const
{
    return m_file.value(columnsKey(table), byDefault).toStringList();
}

void ConsoleSettings::setHiddenColumns(const QString& table, const QStringList& columns)
{
    m_file.setValue(columnsKey(table), columns);
}

} // namespace gatehouse::ui
