#include "ui/documents/ImpactDocument.h"

#include "core/security/DualControl.h"
#include "ui/documents/PrivacyWords.h"
#include "ui/words/ReasonText.h"
#include "ui/words/RoleWords.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct Says
{
    Q_DECLARE_TR_FUNCTIONS(ImpactDocument)
};

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString purposeOf(const privacy::CameraFacts& camera)
{
    QStringList purposes;
    if (camera.readsPlates)
        purposes.append(purposeText(lane::Purpose::Plates));
    if (camera.readsFaces)
        purposes.append(camera.asksLiveness
                ? Says::tr("%1, with a liveness check").arg(purposeText(lane::Purpose::Faces))
                : purposeText(lane::Purpose::Faces));
    return purposes.isEmpty() ? Says::tr("picture on the screen only, nothing is recorded")
                              : purposes.join(QStringLiteral("; "));
}

void addPurpose(Document& document)
{
    document.add(Document::Heading { Says::tr("1. What is done, and why") });
    document.add(Document::Paragraph { Says::tr(
        "Gatehouse watches the entrances of the site, recognises registered people by face and vehicles by "
        "plate, decides by rules who may pass, and records each passage with its pictures. Purposes: to control "
        "access, to settle what went wrong, and where agreed to keep attendance and parking bills.") });
    document.add(Document::Paragraph { Says::tr(
        "Legal bases: for faces the separate consent of each person (GDPR art. 9(2)(a); PIPL arts. 13, 14, 29), "
        "which can be withdrawn in two clicks; for plates and passages the legitimate interest in a safe site or "
        "the contract (GDPR art. 6(1)(b) and (f); PIPL art. 13). The face is never the only way: plate, pass, "
        "PIN and the operator are equal in the same flow.") });
}

void addCameras(Document& document, const privacy::ImpactFacts& facts)
{
    document.add(Document::Heading { Says::tr("2. Cameras") });
    if (facts.cameras.isEmpty()) {
        document.add(Document::Paragraph { Says::tr("None are set up.") });
        return;
    }
    Document::Table table { { Says::tr("Camera"), Says::tr("Place"), Says::tr("Purpose"), Says::tr("Lanes") }, {} };
    for (const privacy::CameraFacts& camera : facts.cameras) {
        table.rows.append({ camera.isEnabled ? camera.name : Says::tr("%1 (switched off)").arg(camera.name),
            placeText(camera.place), purposeOf(camera), camera.lanes.join(QStringLiteral(", ")) });
    }
    document.add(table);
}

void addCounts(Document& document, const privacy::ImpactFacts& facts)
{
    const privacy::ImpactCounts& counts = facts.counts;
    document.add(Document::Heading { Says::tr("3. Whose data, and how much") });
    Document::Facts rows;
    for (const people::PersonKind kind : people::AllPersonKinds)
        rows.rows.append({ personKindText(kind), number(counts.persons.value(kind)) });
    rows.rows.append({ Says::tr("With a face template"), number(counts.withFace) });
    rows.rows.append({ Says::tr("Face templates"), number(counts.templates) });
    rows.rows.append({ Says::tr("Vehicles"), number(counts.vehicles) });
    rows.rows.append({ Says::tr("Passages"), number(counts.passages) });
    rows.rows.append({ Says::tr("Pictures of passages"), number(counts.pictures) });
    rows.rows.append({ Says::tr("People whose data is restricted"), number(counts.restricted) });
    rows.rows.append({ Says::tr("Open requests"),
        Says::tr("%1, of them overdue: %2").arg(number(counts.openRequests), number(counts.overdueRequests)) });
    document.add(rows);
    document.add(Document::Paragraph { Says::tr(
        "Strangers are seen too: their pictures have the shortest life, and no template of them is ever made.") });
}

void addRetention(Document& document, const privacy::ImpactFacts& facts, const SiteTime& time)
{
    document.add(Document::Heading { Says::tr("4. How long it is kept") });
    Document::Table table {
        { Says::tr("Data"), Says::tr("Kept"), Says::tr("Standard"), Says::tr("Held now"), Says::tr("Why so long") }, {}
    };
    for (const privacy::RetentionLine& line : facts.retention) {
        table.rows.append({ dataClassText(line.dataClass), daysText(line.days), daysText(line.terms.standard),
            line.held ? number(line.held->rows) : QStringLiteral("–"), dataClassReason(line.dataClass) });
    }
    document.add(table);
    document.add(Document::Paragraph { facts.lastRetentionRun
            ? Says::tr("What is overdue is deleted daily and whenever the site is opened; last run with a signed "
                       "certificate: %1.")
                  .arg(time.dateTime(*facts.lastRetentionRun))
            : Says::tr(
                "What is overdue is deleted daily and whenever the site is opened; no run has been certified yet.") });
    document.add(Document::Paragraph { Says::tr(
        "Templates and enrolment pictures are kept as long as the person is registered and the consent stands.") });
}

void addAccess(Document& document, const privacy::ImpactFacts& facts)
{
    using security::Permission;
    document.add(Document::Heading { Says::tr("5. Who can see it") });
    Document::Table roles { { Says::tr("Role"), Says::tr("Operators"), Says::tr("May") }, {} };
    static constexpr Permission OverPeople[] = { Permission::ViewPeople, Permission::EditPeople, Permission::EnrolFaces,
        Permission::ViewEvents, Permission::ViewAudit, Permission::ReadSealedFields, Permission::ExportPersonalData,
        Permission::EraseSubjects, Permission::ManageRetention };
    for (const security::Role role : security::AllRoles) {
        QStringList may;
        for (const Permission permission : OverPeople) {
            if (security::isAllowed(role, permission))
                may.append(permissionText(permission));
        }
        roles.rows.append(
            { roleText(role), number(facts.counts.operators.value(role)), may.join(QStringLiteral("; ")) });
    }
    document.add(roles);
    QStringList sealed;
    for (const security::Role role : security::AllRoles) {
        if (security::isAllowed(role, Permission::ReadSealedFields))
            sealed.append(roleText(role));
    }
    document.add(Document::Paragraph {
        Says::tr("Resident IDs and dates of birth are sealed: whoever edits people can write them, only these can read "
                 "them: %1. Each reading is written into the audit trail.")
            .arg(sealed.join(QStringLiteral(", "))) });
    document.add(Document::Paragraph { Says::tr(
        "Two people are needed to export personal data, to erase, to restore a backup, to change others' keys and "
        "to keep data longer. Nothing is passed on to others; nothing leaves the machine but by these acts.") });
}

void addSafeguards(Document& document)
{
    document.add(Document::Heading { Says::tr("6. Safeguards") });
    document.add(Document::Bullets { {
        Says::tr("One encrypted store (SQLCipher, AES-256); it opens only by an operator's passphrase; no default "
                 "passphrase exists."),
        Says::tr(
            "Templates are rotated by a key of the site and encrypted under a key of each consent, which is destroyed "
            "when it is withdrawn: older copies give back nothing."),
        Says::tr("The program opens no listening socket."),
        Says::tr(
            "An audit trail that cannot be changed: append-only, hash-chained, signed; reading, searching and looking "
            "at pictures are in it."),
        Says::tr("Roles see only what they need; failed sign-ins are slowed down; the screen locks itself."),
        Says::tr(
            "A person decides where recognition is not sure; each refusal shows its reason and can be overridden."),
        Says::tr(
            "Requests of the people recorded stand in a queue with due dates; copies leave the machine encrypted, with "
            "other people's faces made unrecognisable."),
    } });
}

// Class codes in words, other places as they are.
QString whereText(const QStringList& where)
{
    QStringList words;
    for (const QString& one : where) {
        const auto dataClass = privacy::dataClassFromCode(one);
        words.append(dataClass ? dataClassText(*dataClass) : one);
    }
    return words.join(QStringLiteral(", "));
}

void addRisks(Document& document, const privacy::ImpactFacts& facts)
{
    document.add(Document::Heading { Says::tr("7. Risks that the configuration shows") });
    const QList<privacy::FoundRisk> risks = facts.risks();
    if (risks.isEmpty())
        document.add(Document::Paragraph { Says::tr("None of those the program looks for.") });
    Document::Table table { { Says::tr("Risk"), Says::tr("Where"), Says::tr("Measure") }, {} };
    for (const privacy::FoundRisk& risk : risks) {
        const RiskWords words = riskWords(risk.risk);
        table.rows.append({ words.what, whereText(risk.where), words.measure });
    }
    if (!table.rows.isEmpty())
        document.add(table);
    document.add(Document::Paragraph { Says::tr(
        "Risks that remain with every such system: a person is taken for another, a person is refused wrongly, an "
        "operator looks without need, the machine is stolen. Against these stand sections 5 and 6.") });
}

void addJudgement(Document& document)
{
    document.add(Document::Heading { Says::tr("8. Necessity, opinion and decision") });
    document.add(Document::Paragraph { Says::tr(
        "To be weighed by people: whether the purposes could be reached with less, what the people concerned or "
        "their representatives think, what the data protection officer advises, and the decision.") });
    document.add(Document::Facts { {
        { Says::tr("Necessity"), QStringLiteral("\n\n") },
        { Says::tr("Opinion of the people concerned"), QStringLiteral("\n\n") },
        { Says::tr("Advice of the data protection officer"), QStringLiteral("\n\n") },
        { Says::tr("Decision, date, signature"), QStringLiteral("\n\n") },
    } });
    document.add(Document::Paragraph { Says::tr(
        "To be made anew when cameras, purposes or retention change, and kept for three years (PIPL art. 56).") });
}

} // namespace

Document impactDocument(const privacy::ImpactFacts& facts, const SiteTime& time)
{
    Document document(Says::tr("Data protection impact assessment"),
        Says::tr("%1, as configured on %2").arg(facts.siteName, time.dateTime(facts.at)),
        QStringLiteral("%1 · %2").arg(facts.siteName, time.dateTime(facts.at)));
    addPurpose(document);
    addCameras(document, facts);
    addCounts(document, facts);
    addRetention(document, facts, time);
    addAccess(document, facts);
    addSafeguards(document);
    addRisks(document, facts);
    addJudgement(document);
    return document;
}

} // namespace gatehouse::ui
