#pragma once

#include <QString>

namespace gatehouse {

struct ConsoleOptions
{
    QString siteFolder;
    QString demoFolder; // a site of its own
    bool isDemo = false; // open the demo site instead
    QString settingsFile;
    QString language; // empty: as the settings say
};

} // namespace gatehouse
