#include "ui/common/PlainSettings.h"

#include <QIODevice>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr qint64 LargestFile = 1 << 20;

QVariant valueOf(const QByteArray& text)
{
    QStringList values;
    if (!text.isEmpty()) {
        for (const QByteArray& part : text.split(','))
            values.append(QString::fromUtf8(QByteArray::fromPercentEncoding(part.trimmed())));
    }
    return values.size() == 1 ? QVariant(values.first()) : QVariant(values);
}

bool readPlain(QIODevice& device, QSettings::SettingsMap& settings)
{
    QByteArray section;
    for (const QByteArray& raw : device.read(std::min(device.bytesAvailable(), LargestFile)).split('\n')) {
        const QByteArray line = raw.trimmed();
        if (line.startsWith('[') && line.endsWith(']')) {
            section = line.mid(1, line.size() - 2) + '/';
            if (section == "General/")
                section.clear();
            continue;
        }
        const qsizetype equals = line.indexOf('=');
        if (equals <= 0)
            continue;
        QByteArray key = section + line.left(equals).trimmed();
        key.replace('\\', '/');
        settings.insert(QString::fromUtf8(QByteArray::fromPercentEncoding(key)), valueOf(line.mid(equals + 1)));
    }
    return true;
}

bool writePlain(QIODevice& device, const QSettings::SettingsMap& settings)
{
    QByteArray content;
    for (auto it = settings.cbegin(); it != settings.cend(); ++it) {
        const bool isList = it.value().typeId() == QMetaType::QStringList;
        QByteArrayList values;
        for (const QString& value : isList ? it.value().toStringList() : QStringList { it.value().toString() })
            values.append(value.toUtf8().toPercentEncoding());
        content += it.key().toUtf8().toPercentEncoding("/") + '=' + values.join(',') + '\n';
    }
    return device.write(content) == content.size();
}

} // namespace

QSettings::Format plainSettingsFormat()
{
    static const QSettings::Format format =
        QSettings::registerFormat(QStringLiteral("ini"), readPlain, writePlain, Qt::CaseSensitive);
    return format;
}

} // namespace gatehouse::ui
