#include "core/people/ConsentNotice.h"

#include "core/base/Resources.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>

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

QString currentVersion(ConsentPurpose purpose, const QString& language)
{
    switch (purpose) {
    case ConsentPurpose::AccessFace:
        return QStringLiteral("face-access-2-") + language;
    case ConsentPurpose::AttendanceFace:
        return QStringLiteral("face-attendance-1-") + language;
    case ConsentPurpose::Picture:
        return QStringLiteral("picture-1-") + language;
    }
    Q_UNREACHABLE();
}

} // namespace

QList<QString> consentNoticeLanguages()
{
    return { QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("zh_CN") };
}

Result<ConsentNotice> loadConsentNotice(QStringView language, ConsentPurpose purpose)
{
    return loadNoticeVersion(currentVersion(purpose, noticeLanguageFor(language)));
}

Result<ConsentNotices> loadConsentNotices(QStringView language)
{
    ConsentNotices notices;
    for (const ConsentPurpose purpose : AllConsentPurposes) {
        GATEHOUSE_TRY_ASSIGN(notice, loadConsentNotice(language, purpose));
        notices.emplace(purpose, notice);
    }
    return notices;
}

Result<ConsentNotice> loadNoticeVersion(const QString& version)
{
    // A version out of a store becomes part of a path: only what ours look like.
    static const QRegularExpression ours(
        QStringLiteral("^(?:face-access|face-attendance|picture)-\\d{1,4}-([a-zA-Z_]+)$"));
    const QRegularExpressionMatch match = ours.match(version);
    if (!match.hasMatch())
        return failure(ErrorCode::NotFound, QStringLiteral("notice"));
    ConsentNotice notice;
    notice.language = match.captured(1);
    QFile file(resourcePath(QStringLiteral("notices/%1.txt").arg(version)));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::ResourceMissing, file.fileName());
    const QByteArray bytes = file.readAll();
    const qsizetype firstLineEnd = bytes.indexOf('\n');
    notice.version = QString::fromUtf8(bytes.left(qMax<qsizetype>(0, firstLineEnd))).trimmed();
    notice.text = QString::fromUtf8(bytes.mid(firstLineEnd + 1)).trimmed();
    if (notice.version != version || notice.text.isEmpty())
        return failure(ErrorCode::FormatInvalid, file.fileName());
    notice.hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return notice;
}

} // namespace gatehouse::people
