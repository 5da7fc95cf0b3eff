#include "ui/admin/SecretOfThen.h"

#include "ui/common/FormField.h"
#include "ui/common/PassphraseField.h"
#include "ui/common/Widgets.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

SecretOfThen::SecretOfThen(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_name(new QLineEdit)
    , m_words(new PassphraseField(context.appearance))
    , m_wordsField(
          new FormField(context.appearance, tr("Their passphrase of then, or the recovery code of then"), m_words))
{
    m_name->setObjectName(QStringLiteral("nameOfThen"));
    m_name->setMaxLength(100);
    m_words->setObjectName(QStringLiteral("wordsOfThen"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(context.appearance.theme().px(Gap::Small));
    column->addWidget((new Label(context.appearance,
                           tr("This copy is from before the site's key was renewed. It opens with what opened the site "
                              "then, and comes "
                              "under the key of now."),
                           TextSize::Body, Role::Ask))
                          ->wrapped());
    column->addWidget(new FormField(context.appearance, tr("Who could sign in then"), m_name,
        tr("Leave it empty when you have the recovery code of then.")));
    column->addWidget(m_wordsField);
    connect(m_words, &QLineEdit::textChanged, this, [this] { m_wordsField->setError({}); });
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_words->setFocus(Qt::TabFocusReason); });
    connect(m_words, &QLineEdit::returnPressed, this, &SecretOfThen::returnPressed);
    hide();
}

std::optional<security::CarriedSecret> SecretOfThen::entered() const
{
    if (!m_isAsked)
        return std::nullopt;
    return security::CarriedSecret { m_name->text().simplified(), m_words->passphrase(), {} };
}

void SecretOfThen::ask(const Error& why)
{
    if (m_isAsked && why.code == ErrorCode::SignInRefused) {
        m_wordsField->setError(tr("That did not open it. Both are as they were when the copy was made."));
        m_words->setFocus(Qt::OtherFocusReason);
        m_words->selectAll();
    } else if (!m_isAsked) {
        m_name->setFocus(Qt::OtherFocusReason);
    }
    m_isAsked = true;
    show();
}

bool SecretOfThen::hasInput() const
{
    return !m_name->text().isEmpty() || !m_words->text().isEmpty();
}

} // namespace gatehouse::ui
