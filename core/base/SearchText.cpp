#include "core/base/SearchText.h"

namespace gatehouse {

QString searchFolded(QStringView text)
{
    QString folded;
    for (const QChar character : text.toString().normalized(QString::NormalizationForm_KD)) {
        if (character.isMark())
            continue;
        if (character == QChar(0x00DF) || character == QChar(0x1E9E))
            folded += QStringLiteral("ss");
        else
            folded += character.toCaseFolded();
    }
    return folded.simplified();
}

QString likeContains(QStringView part)
{
    QString pattern = QStringLiteral("%");
    for (const QChar character : part) {
        if (character == QLatin1Char('%') || character == QLatin1Char('_') || character == QLatin1Char('\\'))
            pattern += QLatin1Char('\\');
        pattern += character;
    }
    return pattern + QLatin1Char('%');
}

} // namespace gatehouse
