#include "ui/privacy/CertificateDetail.h"

#include "ui/documents/PrivacyWords.h"

#include <QJsonArray>

namespace gatehouse::ui {

CertificateDetail::CertificateDetail(
    const SiteContext& context, const privacy::Certificate& certificate, const QString& operatorName, QWidget* parent)
    : FactColumn(context, parent)
{
    const bool isGenuine = certificate.isGenuine(context.site.signingKey().publicKey());
    auto* proof = addText(isGenuine ? tr("The signature is this site's.") : tr("The signature does not fit!"),
        isGenuine ? Role::Allow : Role::Alarm);
    proof->setObjectName(QStringLiteral("certificateProof"));
    if (!certificate.isComplete())
        addText(tr("This run was stopped before it had looked at everything. The next one goes on."), Role::Ask)
            ->setObjectName(QStringLiteral("certificateIncomplete"));
    addFact(tr("Time"), context.time.dateTime(certificate.at));
    addFact(tr("By"), operatorName.isEmpty() ? tr("the program itself") : operatorName);
    const QJsonObject words = certificate.words();
    for (const QJsonValue& value : words.value(QStringLiteral("classes")).toArray()) {
        const QJsonObject line = value.toObject();
        const auto dataClass = privacy::dataClassFromCode(line.value(QStringLiteral("class")).toString());
        const qint64 remaining = line.value(QStringLiteral("remaining")).toInteger();
        const QString days = daysText(line.value(QStringLiteral("days")).toInt());
        const qint64 deleted = line.value(QStringLiteral("deleted")).toInteger();
        addFact(dataClass ? dataClassText(*dataClass) : QString(),
            remaining > 0 ? tr("%1 deleted, %2 overdue remained (kept %3)").arg(deleted).arg(remaining).arg(days)
                          : tr("%1 deleted (kept %2)").arg(deleted).arg(days));
    }
    if (const QString clock = clockText(words); !clock.isEmpty())
        addText(clock, Role::Muted);
    if (certificate.kind == privacy::CertificateKind::Erasure) {
        addFact(tr("Keys destroyed"), QString::number(words.value(QStringLiteral("keys")).toInteger()));
        addFact(tr("Face templates"), QString::number(words.value(QStringLiteral("templates")).toInteger()));
        addFact(tr("Pictures"), QString::number(words.value(QStringLiteral("pictures")).toInteger()));
    }
    if (certificate.logKeptSince)
        addText(tr("What was deleted still lies, encrypted, in the log of the store: somebody was reading at %1. The "
                   "program tries again by itself.")
                    .arg(context.time.dateTime(*certificate.logKeptSince)),
            Role::Ask)
            ->setObjectName(QStringLiteral("certificateLog"));
    addFact(tr("Audit entries"), QString::number(certificate.audit.entries), Face::Code);
    addFact(tr("Head of the audit trail"), QString::fromLatin1(certificate.audit.head.first(8).toHex()) + QChar(0x2026),
        Face::Code);
    close();
}

QString certificateSummary(const privacy::Certificate& certificate)
{
    if (certificate.kind == privacy::CertificateKind::Erasure)
        return CertificateDetail::tr("somebody was erased");
    qint64 deleted = 0;
    for (const QJsonValue& value : certificate.words().value(QStringLiteral("classes")).toArray())
        deleted += value.toObject().value(QStringLiteral("deleted")).toInteger();
    if (!certificate.isComplete())
        return CertificateDetail::tr("%1 deleted, then stopped").arg(deleted);
    return deleted == 0 ? CertificateDetail::tr("nothing was overdue")
                        : CertificateDetail::tr("%1 deleted").arg(deleted);
}

} // namespace gatehouse::ui
