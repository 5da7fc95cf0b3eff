#pragma once

#include "ui/common/Tokens.h"

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace gatehouse::ui {

// What this console remembers between starts: language, theme, scale, column choices. A plain file, so nothing personal
// ever goes in: no names, no search texts, no site name, no recent files. GUI thread.
class ConsoleSettings
{
public:
    // `file` is an .ini; made when first written.
    explicit ConsoleSettings(const QString& file);

    [[nodiscard]] QString language() const; // "de", "zh_CN", "en"; empty: the system's
    void setLanguage(const QString& code);
    [[nodiscard]] ThemeName theme() const;
    void setTheme(ThemeName name);
    [[nodiscard]] int scalePercent() const; // 100 … 200
    void setScalePercent(int percent);
    [[nodiscard]] int autoLockMinutes() const; // 1 … 120, 5 when never set
    void setAutoLockMinutes(int minutes);
    [[nodiscard]] bool soundMuted() const;
    void setSoundMuted(bool muted);
    [[nodiscard]] int soundVolumePercent() const;
    void setSoundVolumePercent(int percent);
    [[nodiscard]] int wallTiles() const; // 1, 4 or 9
    void setWallTiles(int tiles);

    // Columns a person hid in a table, by the table's and the columns' fixed ids.
    [[nodiscard]] QStringList hiddenColumns(const QString& table, const QStringList& byDefault) const;
    void setHiddenColumns(const QString& table, const QStringList& columns);

private:
    QSettings m_file;
};

} // namespace gatehouse::ui
