#include "core/people/ConsentNotice.h"

#include "core/base/Resources.h"

#include <QCryptographicHash>
#include <QFile>

namespace gatehouse::people {

namespace {

QString noticeLanguageFor(QStringView wanted)
{
    for (const QString& language : consentNoticeLanguages()) {
        const QStringView stem = QStringView(language).split(QLatin1Char('_')).front();
        if (wanted == language || wanted.split(QLatin1Char('_')).front() == stem)
            return language;
    }
    return consentNoticeLanguages().front();
}

} // namespace

QList<QString> consentNoticeLanguages()
{
    return { QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("zh_CN") };
}

Result<ConsentNotice> loadConsentNotice(QStringView language)
{
    ConsentNotice notice;
    notice.language = noticeLanguageFor(language);
    QFile file(resourcePath(QStringLiteral("notices/face-access-%1.txt").arg(notice.language)));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::ResourceMissing, file.fileName());
    const QByteArray bytes = file.readAll();
    const qsizetype firstLineEnd = bytes.indexOf('\n');
    notice.version = QString::fromUtf8(bytes.left(qMax<qsizetype>(0, firstLineEnd))).trimmed();
    notice.text = QString::fromUtf8(bytes.mid(firstLineEnd + 1)).trimmed();
    if (!notice.version.startsWith(QStringLiteral("face-access-")) || notice.text.isEmpty())
        return failure(ErrorCode::FormatInvalid, file.fileName());
    notice.hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return notice;
}

} // namespace gatehouse::people
