#include "ui/common/RecordForm.h"

#include "ui/common/ErrorText.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

RecordForm::RecordForm(const SiteContext& context, const QString& title, const QString& saveWord, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(title)
    , m_saveWord(saveWord)
    , m_column(new QVBoxLayout(this))
    , m_failure((new Label(context.appearance, {}, TextSize::Body, Role::Deny))->wrapped())
{
    const Theme& theme = context.appearance.theme();
    m_column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    m_column->setSpacing(theme.px(Gap::Medium));
    m_column->addWidget(m_failure);
    m_column->addStretch(1);
    m_failure->hide();
}

FormField* RecordForm::addField(
    const QString& code, const QString& label, QWidget* editor, const QString& help, const QString& mistake)
{
    auto* field = new FormField(m_context.appearance, label, editor, help);
    editor->setObjectName(code);
    m_fields.insert(code, { field, mistake });
    addWidget(field);
    if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        connect(line, &QLineEdit::returnPressed, this, [this] { save(); });
        connect(line, &QLineEdit::textChanged, field, [field] { field->setError({}); });
    } else if (auto* choice = qobject_cast<QComboBox*>(editor)) {
        connect(choice, &QComboBox::currentTextChanged, field, [field] { field->setError({}); });
    }
    return field;
}

void RecordForm::addWidget(QWidget* widget)
{
    m_column->insertWidget(m_column->count() - 1, widget); // above the stretch
}

void RecordForm::refuse(const QString& code)
{
    endSaving(failure(ErrorCode::InvalidArgument, code));
}

bool RecordForm::beginSaving()
{
    if (m_isSaving)
        return false;
    m_isSaving = true;
    m_failure->hide();
    Q_EMIT savingChanged();
    return true;
}

void RecordForm::endSaving(const Result<qint64>& outcome)
{
    m_isSaving = false;
    Q_EMIT savingChanged();
    if (outcome) {
        Q_EMIT saved(*outcome);
        return;
    }
    const Error& error = outcome.error();
    const KnownField known = m_fields.value(error.detail);
    const bool isAboutAField = error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::AlreadyExists
        || error.code == ErrorCode::NotFound;
    if (isAboutAField && known.field) {
        known.field->setError(
            error.code == ErrorCode::AlreadyExists ? tr("This name is taken. Choose another one.") : known.mistake);
        known.field->editor()->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_failure->setText(errorText(error));
    m_failure->show();
}

} // namespace gatehouse::ui
