#include "ui/common/NewPassphrase.h"

#include "core/security/OpenSite.h"
#include "ui/common/FormField.h"
#include "ui/common/PassphraseField.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

NewPassphrase::NewPassphrase(const Appearance& look, Purpose purpose, QWidget* parent)
    : QWidget(parent)
    , m_first(new PassphraseField(look))
    , m_second(new PassphraseField(look))
    , m_firstField(nullptr)
    , m_secondField(nullptr)
    , m_state((new Label(look, {}, TextSize::Caption, Role::Muted))->wrapped())
{
    m_first->setObjectName(QStringLiteral("newPassphrase"));
    m_second->setObjectName(QStringLiteral("repeatedPassphrase"));
    m_firstField = new FormField(look, purpose == Purpose::First ? tr("Passphrase") : tr("New passphrase"), m_first);
    m_secondField = new FormField(look, tr("The same again"), m_second);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look.theme().px(Gap::Small));
    column->addWidget(m_firstField);
    column->addWidget(m_state);
    column->addWidget(m_secondField);
    connect(m_first, &QLineEdit::textChanged, this, &NewPassphrase::check);
    connect(m_second, &QLineEdit::textChanged, this, [this] { m_secondField->setError({}); });
    connect(m_first, &QLineEdit::returnPressed, this, [this] { m_second->setFocus(Qt::TabFocusReason); });
    connect(m_second, &QLineEdit::returnPressed, this, &NewPassphrase::returnPressed);
    setBeside(m_beside);
}

void NewPassphrase::setBeside(security::BesidePassphrase beside)
{
    m_beside = beside;
    m_firstField->setHelp(
        tr("At least %1 characters: four unrelated words are good. Spaces and every script are welcome, there are no "
           "other rules, and it never expires.")
            .arg(security::shortestPassphrase(beside)));
    check();
}

void NewPassphrase::setOperatorName(const QString& name)
{
    m_operatorName = name;
    check();
}

void NewPassphrase::setSiteName(const QString& name)
{
    m_siteName = name;
    check();
}

void NewPassphrase::focusFirst()
{
    m_first->setFocus(Qt::OtherFocusReason);
}

std::optional<security::Passphrase> NewPassphrase::accepted()
{
    check();
    if (!m_isGood) {
        m_firstField->setError(tr("Take at least %1 characters that nobody would guess: not your name, not the site's.")
                                   .arg(security::shortestPassphrase(m_beside)));
        m_first->setFocus(Qt::OtherFocusReason);
        return std::nullopt;
    }
    if (m_first->text() != m_second->text()) {
        m_secondField->setError(tr("The two are not the same. Show the letters with the eye at the right."));
        m_second->setFocus(Qt::OtherFocusReason);
        return std::nullopt;
    }
    return m_first->passphrase();
}

bool NewPassphrase::hasInput() const
{
    return !m_first->text().isEmpty() || !m_second->text().isEmpty();
}

void NewPassphrase::clear()
{
    m_first->clear();
    m_second->clear();
}

void NewPassphrase::check()
{
    m_firstField->setError({});
    const security::Passphrase typed = m_first->passphrase();
    m_isGood = security::checkPassphrase(typed, m_operatorName, m_siteName, m_beside).isOk();
    const int missing = security::shortestPassphrase(m_beside) - int(typed.length());
    if (m_isGood)
        m_state->setText(QStringLiteral("✓ ") + tr("Good."));
    else if (missing > 0)
        m_state->setText(tr("%n character(s) to go", nullptr, missing));
    else
        m_state->setText(QStringLiteral("✕ ") + tr("Too easy to guess: take other words."));
    m_state->setTone(m_isGood ? Role::Allow : missing > 0 ? Role::Muted : Role::Deny);
}

} // namespace gatehouse::ui
