#pragma once

#include "ui/common/AlarmSound.h"
#include "ui/common/Tokens.h"

#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace gatehouse::ui {

// What this console remembers between starts: language, theme, scale, column choices. A plain file, so nothing personal
// ever goes in: no names, no search texts, no site name, no recent files. GUI thread.
class ConsoleSettings : public QObject
{
    Q_OBJECT

public:
    // `file` is an .ini; made when first written.
    explicit ConsoleSettings(const QString& file, QObject* parent = nullptr);

    [[nodiscard]] QString language() const; // "de", "zh_CN", "en"; empty: the system's
    void setLanguage(const QString& code);
    [[nodiscard]] ThemeName theme() const;
    void setTheme(ThemeName name);
    [[nodiscard]] int scalePercent() const; // 100 … 200
    void setScalePercent(int percent);
    [[nodiscard]] int autoLockMinutes() const; // 1 … 120, 5 when never set
    void setAutoLockMinutes(int minutes);
    static constexpr int UsualVolumePercent = 80;
    [[nodiscard]] bool soundMuted() const;
    void setSoundMuted(bool muted);
    [[nodiscard]] int soundVolumePercent() const;
    void setSoundVolumePercent(int percent);
    [[nodiscard]] bool isSilent() const { return soundMuted() || soundVolumePercent() == 0; }
    [[nodiscard]] SoundPattern soundPattern(AlarmSound kind) const;
    void setSoundPattern(AlarmSound kind, SoundPattern pattern);
    // Lets a person hear what they chose: whoever plays sounds follows soundTried().
    void trySound(AlarmSound kind) { Q_EMIT soundTried(kind); }
    [[nodiscard]] int wallTiles() const; // 1, 4 or 9
    void setWallTiles(int tiles);

    // Columns a person hid in a table, by the table's and the columns' fixed ids.
    [[nodiscard]] QStringList hiddenColumns(const QString& table, const QStringList& byDefault) const;
    void setHiddenColumns(const QString& table, const QStringList& columns);

Q_SIGNALS:
    // Mute, volume or a pattern.
    void soundChanged();
    void soundTried(gatehouse::ui::AlarmSound kind);

private:
    QSettings m_file;
};

} // namespace gatehouse::ui
