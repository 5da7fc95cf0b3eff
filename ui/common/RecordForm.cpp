#include "ui/common/RecordForm.h"

#include "ui/words/ErrorText.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

// What stands in an editor of one of the usual kinds. An empty line with a placeholder keeps what is stored, which the
// placeholder shows.
QString enteredText(const QWidget* editor)
{
    if (const auto* line = qobject_cast<const QLineEdit*>(editor))
        return line->text().isEmpty() && line->property("keepsStored").toBool() ? line->placeholderText()
                                                                                : line->text();
    if (const auto* choice = qobject_cast<const QComboBox*>(editor))
        return choice->currentText();
    if (const auto* number = qobject_cast<const QAbstractSpinBox*>(editor))
        return number->text();
    if (const auto* note = qobject_cast<const QPlainTextEdit*>(editor))
        return note->toPlainText();
    return {};
}

} // namespace

RecordForm::RecordForm(
    const SiteContext& context, const RecordRef& record, const QString& title, const QString& saveWord, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_record(record)
    , m_title(title)
    , m_saveWord(saveWord)
    , m_column(new QVBoxLayout(this))
    , m_failure((new Label(context.appearance, {}, TextSize::Body, Role::Deny))->wrapped())
    , m_saveOver(new Button(context.appearance, ButtonLook::Plain, tr("Save mine over it")))
{
    const Theme& theme = context.appearance.theme();
    m_column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    m_column->setSpacing(theme.px(Gap::Medium));
    m_column->addWidget(m_failure);
    m_column->addWidget(m_saveOver, 0, Qt::AlignLeft);
    m_column->addStretch(1);
    m_failure->setObjectName(QStringLiteral("failure"));
    m_failure->hide();
    m_saveOver->setObjectName(QStringLiteral("saveOver"));
    m_saveOver->hide();
    connect(m_saveOver, &QPushButton::clicked, this, &RecordForm::saveOver);
}

RecordForm::~RecordForm() = default;

FormField* RecordForm::addField(const QString& code, const QString& label, QWidget* editor, const QString& help,
    const QString& mistake, EntryText text)
{
    auto* field = new FormField(m_context.appearance, label, editor, help);
    editor->setObjectName(code);
    m_fields.insert(code, { field, mistake, {} });
    addEntry(
        label, text ? std::move(text) : [editor] { return enteredText(editor); });
    addWidget(field);
    if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        connect(line, &QLineEdit::returnPressed, this, [this] { save(); });
        connect(line, &QLineEdit::textChanged, field, [field] { field->setError({}); });
    } else if (auto* choice = qobject_cast<QComboBox*>(editor)) {
        connect(choice, &QComboBox::currentTextChanged, field, [field] { field->setError({}); });
    } else if (auto* note = qobject_cast<QPlainTextEdit*>(editor)) {
        connect(note, &QPlainTextEdit::textChanged, field, [field] { field->setError({}); });
    }
    return field;
}

void RecordForm::setTaken(const QString& code, const QString& words)
{
    m_fields[code].taken = words;
}

void RecordForm::addCheck(const QString& name, QCheckBox* box)
{
    box->setObjectName(name);
    addEntry(box->text(), [box] { return box->isChecked() ? tr("yes") : tr("no"); });
    addWidget(box);
}

void RecordForm::addEntry(const QString& label, EntryText text)
{
    m_entries.append({ label, std::move(text) });
}

void RecordForm::addWidget(QWidget* widget)
{
    m_column->insertWidget(m_column->count() - 1, widget); // above the stretch
}

QString RecordForm::fingerprint() const
{
    QStringList texts;
    for (const Entry& entry : m_entries)
        texts.append(entry.text());
    return texts.join(QLatin1Char('\0'));
}

void RecordForm::refuse(const QString& code)
{
    (void)isSaidBesideItsField({ ErrorCode::InvalidArgument, code });
}

bool RecordForm::beginSaving()
{
    if (m_isSaving)
        return false;
    m_isSaving = true;
    m_failure->hide();
    m_saveOver->hide();
    Q_EMIT stateChanged();
    return true;
}

void RecordForm::endSaving(const Result<qint64>& outcome)
{
    m_isSaving = false;
    Q_EMIT stateChanged();
    if (outcome)
        Q_EMIT saved(*outcome);
    else if (outcome.error().code == ErrorCode::ChangedMeanwhile)
        readAgain();
    else if (!isSaidBesideItsField(outcome.error()))
        showFailure(outcome.error());
}

bool RecordForm::isSaidBesideItsField(const Error& error)
{
    const KnownField known = m_fields.value(error.detail);
    if (!known.field)
        return false;
    switch (error.code) {
    case ErrorCode::AlreadyExists:
        known.field->setError(known.taken.isEmpty() ? tr("This name is taken. Choose another one.") : known.taken);
        break;
    case ErrorCode::NotFound:
        if (!qobject_cast<QComboBox*>(known.field->editor()))
            return false; // the record itself is gone
        known.field->setError(known.mistake);
        break;
    case ErrorCode::InvalidArgument:
        known.field->setError(known.mistake);
        break;
    default:
        return false;
    }
    known.field->editor()->setFocus(Qt::OtherFocusReason);
    return true;
}

void RecordForm::showFailure(const Error& error)
{
    m_failure->setTone(Role::Deny);
    m_failure->setText(errorText(error));
    m_failure->show();
}

void RecordForm::compareWith(std::unique_ptr<RecordForm> stored, const std::optional<security::RecordChange>& change)
{
    QStringList lines;
    lines.append(change ? tr("%1 changed this at %2, after you had opened it.")
                              .arg(change->operatorName, m_context.time.dateTime(change->at))
                        : tr("Somebody else changed this after you had opened it."));
    lines.append(tr("Nothing was written over, and what you entered is kept. Save yours over it, or cancel to keep "
                    "what is stored."));
    for (qsizetype index = 0; index < m_entries.size() && index < stored->m_entries.size(); ++index) {
        const QString theirs = stored->m_entries[index].text();
        const QString mine = m_entries[index].text();
        if (theirs == mine)
            continue;
        const auto shown = [](const QString& text) { return text.isEmpty() ? tr("empty") : text; };
        //: A field of a form: its label, what is stored, what was entered
        lines.append(tr("%1: stored \u201C%2\u201D, yours \u201C%3\u201D")
                         .arg(m_entries[index].label, shown(theirs), shown(mine)));
    }
    m_stored = std::move(stored);
    m_failure->setTone(Role::Ask);
    m_failure->setText(lines.join(QLatin1Char('\n')));
    m_failure->show();
    m_saveOver->show();
    m_saveOver->setFocus(Qt::OtherFocusReason);
}

void RecordForm::saveOver()
{
    if (!m_stored)
        return;
    m_record.version = m_stored->m_record.version;
    m_stored.reset();
    save();
}

} // namespace gatehouse::ui
