#include "ui/people/PersonForm.h"

#include "core/people/Drafts.h"
#include "core/people/PersonRegistry.h"
#include "core/security/SubjectKeys.h"
#include "ui/people/GroupPicker.h"
#include "ui/people/ValidityFields.h"
#include "ui/words/ReasonText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace gatehouse::ui {

namespace {

// Entry and sealed fields together, or neither.
Result<qint64> storePerson(store::Database& database, const security::ActingOperator& actor, const Clock& clock,
    people::Person person, const people::SealedEntry& sealed)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    GATEHOUSE_TRY(security::SubjectKeys(database, clock).stock());
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    people::PersonRegistry registry(database, clock);
    if (person.id.isValid()) {
        GATEHOUSE_TRY(registry.update(transaction, actor, person));
    } else {
        GATEHOUSE_TRY_ASSIGN(added, registry.add(transaction, actor, person));
        person.id = added;
    }
    GATEHOUSE_TRY(people::SealedFields(database, clock).write(transaction, actor, person.id, sealed));
    GATEHOUSE_TRY(transaction.commit());
    // A child's own consents may have gone with it.
    if (sealed.birthDate)
        security::SubjectKeys::forgetForGood(database, clock);
    return person.id.value();
}

QString sealedHelp(bool isOnFile)
{
    return isOnFile ? PersonForm::tr("On file, sealed. Leave it empty to keep it.")
                    : PersonForm::tr("Sealed: who enters it cannot read it back.");
}

} // namespace

PersonForm::PersonForm(
    const SiteContext& context, const QList<people::Group>& groups, const people::Person& person, QWidget* parent)
    : RecordForm(context, { security::RecordKind::Person, person.id.value(), person.version },
        person.id.isValid() ? tr("Change %1").arg(person.name) : tr("New person"),
        person.id.isValid() ? tr("Save") : tr("Add person"), parent)
    , m_siteGroups(groups)
    , m_person(person)
    , m_name(new QLineEdit(person.name))
    , m_kind(new QComboBox)
    , m_ref(new QLineEdit(person.externalRef))
    , m_groups(new GroupPicker(context, groups, person.groups))
    , m_validity(new ValidityFields(context.appearance, context.time, person.validity))
    , m_note(new QPlainTextEdit(person.note))
    , m_idNumber(new QLineEdit)
    , m_birthDate(new QLineEdit)
    , m_forgetIdNumber(new QCheckBox(tr("Take the resident ID away")))
    , m_forgetBirthDate(new QCheckBox(tr("Take the date of birth away")))
    , m_active(new QCheckBox(tr("May be let in")))
{
    m_name->setMaxLength(people::MaximumNameLength);
    m_ref->setMaxLength(people::MaximumRefLength);
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(context.appearance.theme().px(72));
    m_active->setChecked(person.isActive);
    for (const people::PersonKind kind : people::AllPersonKinds)
        m_kind->addItem(personKindText(kind), int(kind));
    m_kind->setCurrentIndex(m_kind->findData(int(person.kind)));

    addField(QStringLiteral("name"), tr("Name"), m_name, {}, tr("Give a name of at most 120 letters."));
    addField(QStringLiteral("kind"), tr("Kind"), m_kind, {}, {});
    addField(QStringLiteral("ref"), tr("Reference"), m_ref,
        tr("Payroll number or the like. An import finds the person by it."),
        tr("This cannot be a reference. Use letters, digits and dashes."));
    setTaken(QStringLiteral("ref"), tr("Somebody else has this reference. Search for it to see who."));
    addField(QStringLiteral("groups"), tr("Groups"), m_groups,
        tr("Access rules say which group may pass where and when."), {}, [this] { return m_groups->text(); });
    addEntry(tr("Valid"), [this] { return m_validity->text(); });
    addWidget(m_validity);
    addField(QStringLiteral("note"), tr("Note"), m_note, {}, tr("The note is too long. Keep it below 2,000 letters."));
    m_idNumber->setMaxLength(people::MaximumIdNumberLength);
    addSealedField(QStringLiteral("id-number"), tr("Resident ID"), m_idNumber, person.hasIdNumber,
        tr("Give the number as it stands on the card, at most 40 letters."), m_forgetIdNumber);
    addSealedField(QStringLiteral("birth-date"), tr("Date of birth"), m_birthDate, person.hasBirthDate,
        tr("Write the date as 1990-05-17; it cannot lie ahead."), m_forgetBirthDate);
    addCheck(QStringLiteral("active"), m_active);
    connect(m_validity, &ValidityFields::returnPressed, this, &PersonForm::save);
    boundVisit();
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        boundVisit();
        if (chosenKind() == people::PersonKind::Visitor)
            m_validity->offerEnd(this->context().clock.now());
    });
    remember();
}

people::PersonKind PersonForm::chosenKind() const
{
    return people::PersonKind(m_kind->currentData().toInt());
}

void PersonForm::boundVisit()
{
    const bool isVisit = chosenKind() == people::PersonKind::Visitor;
    m_validity->setLatestEnd(isVisit ? std::optional(people::latestVisitEnd(context().clock.now())) : std::nullopt);
}

void PersonForm::addSealedField(const QString& code, const QString& label, QLineEdit* line, bool isOnFile,
    const QString& mistake, QCheckBox* forget)
{
    QString help = sealedHelp(isOnFile);
    if (line == m_birthDate) {
        help += QLatin1Char(' ')
            + tr("If it shows a child under 14, face data they agreed to alone is deleted: a guardian decides.");
    }
    addField(code, label, line, help, mistake);
    addCheck(QStringLiteral("forget-") + code, forget);
    forget->setVisible(isOnFile);
    connect(forget, &QCheckBox::toggled, line, [line](bool isForgotten) {
        line->clear();
        line->setEnabled(!isForgotten);
    });
}

std::optional<people::SealedEntry> PersonForm::sealedEntry() const
{
    people::SealedEntry sealed;
    if (m_forgetIdNumber->isChecked())
        sealed.idNumber = QString();
    else if (!m_idNumber->text().simplified().isEmpty())
        sealed.idNumber = m_idNumber->text();
    if (m_forgetBirthDate->isChecked()) {
        sealed.birthDate = QDate();
    } else if (const QString birth = m_birthDate->text().trimmed(); !birth.isEmpty()) {
        sealed.birthDate = QDate::fromString(birth, Qt::ISODate);
        if (!sealed.birthDate->isValid())
            return std::nullopt;
    }
    return sealed;
}

void PersonForm::save()
{
    const auto validity = m_validity->read();
    if (!validity)
        return;
    const auto sealed = sealedEntry();
    if (!sealed) {
        refuse(QStringLiteral("birth-date"));
        return;
    }
    people::Person person = m_person;
    person.name = m_name->text();
    person.kind = chosenKind();
    person.externalRef = m_ref->text();
    person.groups = m_groups->chosen();
    person.validity = *validity;
    person.note = m_note->toPlainText();
    person.isActive = m_active->isChecked();
    person.version = version();
    store([person, sealed = *sealed](store::Database& database, const security::ActingOperator& actor,
              const Clock& clock) { return storePerson(database, actor, clock, person, sealed); });
}

void PersonForm::readAgain()
{
    fetchStored<people::Person>(
        [id = m_person.id](store::Database& database, const security::ActingOperator& actor, const Clock& clock) {
            return people::PersonRegistry(database, clock).get(actor, id);
        },
        [this](const people::Person& person) { return new PersonForm(context(), m_siteGroups, person); });
}

} // namespace gatehouse::ui
