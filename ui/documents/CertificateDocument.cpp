#include "ui/documents/CertificateDocument.h"

#include "ui/documents/PrivacyWords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

namespace gatehouse::ui {

namespace {

struct Said
{
    Q_DECLARE_TR_FUNCTIONS(CertificateDocument)
};

QString momentText(const QJsonValue& iso, const SiteTime& time)
{
    const QDateTime moment = QDateTime::fromString(iso.toString(), Qt::ISODateWithMs);
    return moment.isValid() ? time.dateTime(UtcTime::fromDateTime(moment)) : QString();
}

QString occasionText(const QString& code)
{
    if (code == QStringLiteral("opening"))
        return Said::tr("when the site was opened");
    return code == QStringLiteral("daily") ? Said::tr("the daily run") : Said::tr("asked for by an operator");
}

void addClasses(Document& document, const QJsonObject& words, const SiteTime& time)
{
    Document::Table table {
        { Said::tr("Data"), Said::tr("Kept"), Said::tr("Deleted"), Said::tr("From"), Said::tr("Until") }, {}
    };
    for (const QJsonValue& value : words.value(QStringLiteral("classes")).toArray()) {
        const QJsonObject line = value.toObject();
        const auto dataClass = privacy::dataClassFromCode(line.value(QStringLiteral("class")).toString());
        table.rows.append({ dataClass ? dataClassText(*dataClass) : line.value(QStringLiteral("class")).toString(),
            daysText(line.value(QStringLiteral("days")).toInt()),
            QString::number(line.value(QStringLiteral("deleted")).toInteger()),
            momentText(line.value(QStringLiteral("oldest")), time),
            momentText(line.value(QStringLiteral("newest")), time) });
    }
    document.add(table);
    for (const QJsonValue& value : words.value(QStringLiteral("classes")).toArray()) {
        const QJsonObject line = value.toObject();
        if (line.contains(QStringLiteral("last"))) {
            document.add(Document::Paragraph {
                Said::tr("Of the audit trail, entries %1 to %2 were removed. The site signed where it begins now; "
                         "whoever checks the trail checks that.")
                    .arg(line.value(QStringLiteral("first")).toInteger())
                    .arg(line.value(QStringLiteral("last")).toInteger()) });
        }
    }
}

void addErasure(Document& document, const QJsonObject& words)
{
    const auto count = [&words](QLatin1StringView key) { return QString::number(words.value(key).toInteger()); };
    document.add(Document::Facts { {
        { Said::tr("Erased"),
            words.value(QLatin1StringView("about")).toString() + QLatin1Char(' ')
                + count(QLatin1StringView("number")) },
        { Said::tr("Keys destroyed"), count(QLatin1StringView("keys")) },
        { Said::tr("Face templates"), count(QLatin1StringView("templates")) },
        { Said::tr("Pictures"), count(QLatin1StringView("pictures")) },
        { Said::tr("Passages without plate and name"), count(QLatin1StringView("events")) },
    } });
    document.add(Document::Paragraph {
        Said::tr("Templates and pictures were encrypted under keys of their own, which were destroyed: copies of the "
                 "store made before give back nothing of them. The certificate names nobody; the number is that of "
                 "the erased entry.") });
}

QString logWords(const privacy::Certificate& certificate, const SiteTime& time)
{
    if (!certificate.logKeptSince)
        return Said::tr("Freed pages of the encrypted store were overwritten and its log truncated.");
    return Said::tr("Freed pages of the encrypted store were overwritten. Its log, encrypted like the store, could not "
                    "be truncated yet: somebody was reading at %1. The program tries again; the audit trail says when "
                    "it is done.")
        .arg(time.dateTime(*certificate.logKeptSince));
}

} // namespace

Document certificateDocument(const privacy::Certificate& certificate, const QByteArray& publicKey,
    const QString& siteName, const QString& operatorName, const SiteTime& time)
{
    const QJsonObject words = certificate.words();
    const bool isErasure = certificate.kind == privacy::CertificateKind::Erasure;
    Document document(isErasure ? Said::tr("Certificate of erasure") : Said::tr("Certificate of deletion"), siteName,
        QStringLiteral("%1 · %2").arg(siteName, time.dateTime(certificate.at)));
    if (!certificate.isGenuine(publicKey))
        document.add(Document::Heading { Said::tr("NOT GENUINE: the signature does not fit") });
    QList<std::pair<QString, QString>> facts {
        { Said::tr("Number"), QString::number(certificate.id.value()) },
        { Said::tr("Time"),
            QStringLiteral("%1 (%2)").arg(time.dateTime(certificate.at), QString::fromUtf8(time.zone().id())) },
        { Said::tr("By"), operatorName.isEmpty() ? Said::tr("the program itself") : operatorName },
    };
    if (!isErasure)
        facts.append({ Said::tr("Occasion"), occasionText(words.value(QStringLiteral("occasion")).toString()) });
    document.add(Document::Facts { facts });
    if (!certificate.isComplete()) {
        document.add(Document::Paragraph {
            Said::tr("This run was stopped before it had looked at everything: what remained overdue stands in the "
                     "signed words below. It does not count as a run; the next one goes on.") });
    }
    if (isErasure)
        addErasure(document, words);
    else
        addClasses(document, words, time);
    if (const QString clock = clockText(words); !clock.isEmpty())
        document.add(Document::Paragraph { clock });
    document.add(Document::Paragraph { logWords(certificate, time) });
    document.add(
        Document::Paragraph { Said::tr("The audit trail stood at the entry below; the deletion is its last entry.") });
    document.add(Document::Heading { Said::tr("Proof") });
    document.add(Document::Facts { { { Said::tr("Audit entries"), QString::number(certificate.audit.entries) } } });
    document.add(
        Document::Paragraph { Said::tr("Head of the audit trail, the site's public key (Ed25519), signature:") });
    document.add(Document::Code { QString::fromLatin1(certificate.audit.head.toHex()) });
    document.add(Document::Code { QString::fromLatin1(publicKey.toHex()) });
    document.add(Document::Code { QString::fromLatin1(certificate.signature.toHex()) });
    document.add(Document::Paragraph { Said::tr("Signed words:") });
    document.add(Document::Code { QString::fromUtf8(certificate.body) });
    return document;
}

} // namespace gatehouse::ui
