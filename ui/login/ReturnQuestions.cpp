#include "ui/login/ReturnQuestions.h"

#include "ui/common/FormField.h"
#include "ui/common/PassphraseField.h"
#include "ui/common/Widgets.h"
#include "ui/words/ErrorText.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

ReturnQuestions::ReturnQuestions(const Appearance& look, Prompts& prompts, QWidget* parent)
    : QWidget(parent)
    , m_appearance(look)
    , m_prompts(prompts)
    , m_backup(new QLineEdit)
    , m_backupField(new FormField(look, tr("Backup"),
          makeFileRow(m_backup, "chooseBackup", { tr("Which backup"), tr("Backups (*.ghbackup)"), {} })))
    , m_ring(new QLineEdit)
    , m_ringField(new FormField(look, tr("Copy of the key ring"),
          makeFileRow(
              m_ring, "chooseRing", { tr("Which copy of the key ring"), tr("Copies of a key ring (*.ghring)"), {} }),
          tr("Without it faces and pictures stay shut; it can be brought back later.")))
    , m_byPassphrase(new QRadioButton(tr("Name and passphrase")))
    , m_byCode(new QRadioButton(tr("Recovery code")))
    , m_name(new QLineEdit)
    , m_nameField(new FormField(look, tr("Name of an administrator of then"), m_name))
    , m_words(new PassphraseField(look))
    , m_wordsField(new FormField(look, tr("Passphrase or recovery code of then"), m_words))
    , m_factor(new QLineEdit)
    , m_factorField(new FormField(look, tr("Code of the second factor"), m_factor, tr("The six digits the app shows.")))
{
    m_backup->setObjectName(QStringLiteral("returnBackup"));
    m_ring->setObjectName(QStringLiteral("returnRing"));
    m_byPassphrase->setObjectName(QStringLiteral("returnByPassphrase"));
    m_byCode->setObjectName(QStringLiteral("returnByCode"));
    m_name->setObjectName(QStringLiteral("returnName"));
    m_name->setMaxLength(100);
    m_words->setObjectName(QStringLiteral("returnWords"));
    m_factor->setObjectName(QStringLiteral("returnFactor"));
    auto* ways = new QHBoxLayout;
    ways->setSpacing(look.theme().px(Gap::Large));
    ways->addWidget(m_byPassphrase);
    ways->addWidget(m_byCode);
    ways->addStretch(1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(look.theme().px(Gap::Medium));
    rows->addWidget(m_backupField);
    rows->addWidget(m_ringField);
    rows->addLayout(ways);
    for (FormField* field : { m_nameField, m_wordsField, m_factorField })
        rows->addWidget(field);
    m_byPassphrase->setChecked(true);
    m_factorField->hide();
    connectFields();
}

void ReturnQuestions::connectFields()
{
    for (const auto& [line, field] :
        std::initializer_list<std::pair<QLineEdit*, FormField*>> { { m_backup, m_backupField }, { m_ring, m_ringField },
            { m_name, m_nameField }, { m_words, m_wordsField }, { m_factor, m_factorField } })
        connect(line, &QLineEdit::textChanged, this, [field = field] { field->setError({}); });
    connect(m_byCode, &QRadioButton::toggled, m_nameField, &QWidget::setHidden);
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_words->setFocus(Qt::TabFocusReason); });
    connect(m_words, &QLineEdit::returnPressed, this, &ReturnQuestions::returnPressed);
    connect(m_factor, &QLineEdit::returnPressed, this, &ReturnQuestions::returnPressed);
}

QWidget* ReturnQuestions::makeFileRow(QLineEdit* line, const char* name, const FileRequest& request)
{
    auto* row = new QWidget;
    auto* parts = new QHBoxLayout(row);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(m_appearance.theme().px(Gap::Small));
    auto* choose = new Button(m_appearance, ButtonLook::Plain, tr("Choose…"));
    choose->setObjectName(QLatin1StringView(name));
    choose->setAccessibleName(request.title);
    line->setAccessibleName(request.title);
    parts->addWidget(line, 1);
    parts->addWidget(choose);
    row->setFocusProxy(line);
    connect(choose, &QPushButton::clicked, this, [this, line, request] {
        m_prompts.openFile(this, request, [line](const QString& file) {
            if (!file.isEmpty())
                line->setText(file);
        });
    });
    return row;
}

void ReturnQuestions::focusFirst()
{
    m_backup->setFocus(Qt::OtherFocusReason);
}

bool ReturnQuestions::hasInput() const
{
    const QList<const QLineEdit*> lines { m_backup, m_ring, m_name, m_words, m_factor };
    return std::ranges::any_of(lines, [](const QLineEdit* line) { return !line->text().isEmpty(); });
}

bool ReturnQuestions::isByRecoveryCode() const
{
    return m_byCode->isChecked();
}

bool ReturnQuestions::isComplete()
{
    const auto refuse = [](FormField* field, QLineEdit* line, const QString& word) {
        field->setError(word);
        line->setFocus(Qt::OtherFocusReason);
        return false;
    };
    if (m_backup->text().trimmed().isEmpty())
        return refuse(m_backupField, m_backup, tr("Choose the backup that is to come back."));
    if (!isByRecoveryCode() && m_name->text().trimmed().isEmpty())
        return refuse(m_nameField, m_name, tr("Enter the name, or choose the recovery code."));
    if (m_words->text().isEmpty())
        return refuse(m_wordsField, m_words, tr("Enter what opened the site when the backup was made."));
    return true;
}

backup::SiteReturn::Files ReturnQuestions::files() const
{
    return { m_backup->text().trimmed(), m_ring->text().trimmed() };
}

security::CarriedSecret ReturnQuestions::secret() const
{
    return { isByRecoveryCode() ? QString() : m_name->text().simplified(), m_words->passphrase(),
        m_factor->text().trimmed() };
}

bool ReturnQuestions::takeError(const Error& error)
{
    switch (error.code) {
    case ErrorCode::SignInRefused:
        m_wordsField->setError(tr("That does not open it. It is as it was when the backup was made."));
        m_words->setFocus(Qt::OtherFocusReason);
        m_words->selectAll();
        return true;
    case ErrorCode::SecondFactorNeeded:
    case ErrorCode::SecondFactorRefused:
        m_factorField->show();
        if (error.code == ErrorCode::SecondFactorRefused)
            m_factorField->setError(errorText(error));
        m_factor->setFocus(Qt::OtherFocusReason);
        m_factor->selectAll();
        return true;
    default:
        return false;
    }
}

void ReturnQuestions::forgetSecret()
{
    m_words->clear();
    m_factor->clear();
}

} // namespace gatehouse::ui
