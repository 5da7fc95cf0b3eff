#include "ui/people/PersonForm.h"

#include "core/people/Drafts.h"
#include "core/people/PersonRegistry.h"
#include "ui/common/ErrorText.h"
#include "ui/common/ReasonText.h"
#include "ui/people/GroupPicker.h"
#include "ui/people/ValidityFields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

PersonForm::PersonForm(
    const SiteContext& context, const QList<people::Group>& groups, const people::Person& person, QWidget* parent)
    : PanelEditor(parent)
    , m_context(context)
    , m_before(person)
    , m_name(new QLineEdit(person.name))
    , m_kind(new QComboBox)
    , m_ref(new QLineEdit(person.externalRef))
    , m_groups(new GroupPicker(context, groups, person.groups))
    , m_validity(new ValidityFields(context.appearance, context.time, person.validity))
    , m_note(new QPlainTextEdit(person.note))
    , m_active(new QCheckBox(tr("May be recognised and let in")))
    , m_nameField(new FormField(context.appearance, tr("Name"), m_name))
    , m_refField(new FormField(context.appearance, tr("Reference"), m_ref,
          tr("Payroll number or the like. An import finds the person by it.")))
    , m_noteField(new FormField(context.appearance, tr("Note"), m_note))
    , m_failure((new Label(context.appearance, {}, TextSize::Body, Role::Deny))->wrapped())
{
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setMaxLength(people::MaximumNameLength);
    m_kind->setObjectName(QStringLiteral("kind"));
    m_ref->setObjectName(QStringLiteral("ref"));
    m_ref->setMaxLength(people::MaximumRefLength);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(context.appearance.theme().px(72));
    m_active->setObjectName(QStringLiteral("active"));
    m_active->setChecked(person.isActive);
    for (const people::PersonKind kind : people::AllPersonKinds)
        m_kind->addItem(personKindText(kind), int(kind));
    m_kind->setCurrentIndex(m_kind->findData(int(person.kind)));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, context.appearance.theme().px(Gap::Small), 0);
    column->setSpacing(context.appearance.theme().px(Gap::Medium));
    column->addWidget(m_failure);
    column->addWidget(m_nameField);
    column->addWidget(new FormField(context.appearance, tr("Kind"), m_kind));
    column->addWidget(m_refField);
    column->addWidget(new FormField(
        context.appearance, tr("Groups"), m_groups, tr("Access rules say which group may pass where and when.")));
    column->addWidget(m_validity);
    column->addWidget(m_noteField);
    column->addWidget(m_active);
    column->addStretch(1);
    m_failure->hide();

    for (QLineEdit* line : { m_name, m_ref })
        connect(line, &QLineEdit::returnPressed, this, &PersonForm::save);
    connect(m_validity, &ValidityFields::returnPressed, this, &PersonForm::save);
    connect(m_name, &QLineEdit::textChanged, this, [this] { m_nameField->setError({}); });
    connect(m_ref, &QLineEdit::textChanged, this, [this] { m_refField->setError({}); });
    connect(m_note, &QPlainTextEdit::textChanged, this, [this] { m_noteField->setError({}); });
}

QString PersonForm::title() const
{
    return m_before.id.isValid() ? tr("Change %1").arg(m_before.name) : tr("New person");
}

QString PersonForm::saveWord() const
{
    return m_before.id.isValid() ? tr("Save") : tr("Add person");
}

bool PersonForm::isDirty() const
{
    return m_name->text() != m_before.name || m_kind->currentData().toInt() != int(m_before.kind)
        || m_ref->text() != m_before.externalRef || m_groups->isDirty() || m_validity->isDirty()
        || m_note->toPlainText() != m_before.note || m_active->isChecked() != m_before.isActive;
}

void PersonForm::save()
{
    if (m_isSaving)
        return;
    const auto validity = m_validity->read();
    if (!validity)
        return;
    people::Person person = m_before;
    person.name = m_name->text();
    person.kind = people::PersonKind(m_kind->currentData().toInt());
    person.externalRef = m_ref->text();
    person.groups = m_groups->chosen();
    person.validity = *validity;
    person.note = m_note->toPlainText();
    person.isActive = m_active->isChecked();
    m_isSaving = true;
    m_failure->hide();
    Q_EMIT stateChanged();
    m_context.site.writer().request(
        [actor = m_context.session.actor(), &clock = m_context.clock, person](
            store::Database& database) -> Result<PersonId> {
            people::PersonRegistry registry(database, clock);
            if (!person.id.isValid())
                return registry.add(actor, person);
            GATEHOUSE_TRY(registry.update(actor, person));
            return person.id;
        },
        this,
        [this](const Result<PersonId>& outcome) {
            m_isSaving = false;
            Q_EMIT stateChanged();
            if (outcome)
                Q_EMIT saved(outcome->value());
            else
                refused(outcome.error());
        });
}

void PersonForm::refused(const Error& error)
{
    const auto point = [](FormField* field, const QString& words) {
        field->setError(words);
        field->editor()->setFocus(Qt::OtherFocusReason);
    };
    const auto field = people::draftFieldFromCode(error.detail);
    if (error.code == ErrorCode::AlreadyExists && field == people::DraftField::ExternalRef) {
        point(m_refField, tr("Somebody else has this reference. Search for it to see who."));
    } else if (error.code == ErrorCode::InvalidArgument && field == people::DraftField::Name) {
        point(m_nameField, tr("Give a name of at most 120 letters."));
    } else if (error.code == ErrorCode::InvalidArgument && field == people::DraftField::Note) {
        point(m_noteField, tr("The note is too long. Keep it below 2,000 letters."));
    } else if (error.code == ErrorCode::InvalidArgument && field == people::DraftField::ExternalRef) {
        point(m_refField, tr("This cannot be a reference. Use letters, digits and dashes."));
    } else {
        m_failure->setText(errorText(error));
        m_failure->show();
    }
}

} // namespace gatehouse::ui
