#include "ui/people/ConsentStep.h"

#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

QString noticeLanguageText(const QString& language)
{
    // Qt says "American English"; the notice is for anybody who reads English.
    return language == QStringLiteral("en") ? QStringLiteral("English") : QLocale(language).nativeLanguageName();
}

ConsentStep::ConsentStep(const SiteContext& context, const QString& personName, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_language(new QComboBox)
    , m_intro((new Label(context.appearance,
                   tr("Show or read this notice to the person, in the language they understand. Nobody has to agree: a "
                      "plate, a "
                      "pass or the guard do the same."),
                   TextSize::Body, Role::Muted))
                  ->wrapped())
    , m_text(new QPlainTextEdit)
    , m_form(new QComboBox)
    , m_agrees(new QCheckBox(
          tr("%1 has read this and agrees").arg(QString(personName).replace(QLatin1Char('&'), QStringLiteral("&&")))))
    , m_failure((new Label(context.appearance, {}, TextSize::Body, Role::Deny))->wrapped())
{
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Small));
    column->addWidget(m_intro);

    auto* languages = new QWidget;
    auto* row = new QHBoxLayout(languages);
    row->setContentsMargins(0, 0, 0, 0);
    m_language->setObjectName(QStringLiteral("noticeLanguage"));
    m_language->setAccessibleName(tr("Language of the notice"));
    for (const QString& language : people::consentNoticeLanguages())
        m_language->addItem(noticeLanguageText(language), language);
    auto* print = new Button(context.appearance, ButtonLook::Plain, Icon::Print, tr("Print"));
    print->setObjectName(QStringLiteral("printNotice"));
    row->addWidget(m_language, 1);
    row->addWidget(print);
    column->addWidget(languages);

    m_text->setObjectName(QStringLiteral("notice"));
    m_text->setAccessibleName(tr("Notice"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(theme.px(168));
    column->addWidget(m_text);
    column->addWidget(m_failure);

    m_form->setObjectName(QStringLiteral("consentForm"));
    for (const people::ConsentForm form : people::AllConsentForms)
        m_form->addItem(consentFormText(form), int(form));
    auto* form = new FormField(context.appearance, tr("How they agreed"), m_form,
        tr("For a child under 14 the guardian agrees. Keep the signed paper."));
    column->addWidget(form);
    m_agrees->setObjectName(QStringLiteral("agrees"));
    m_agrees->setMinimumHeight(theme.px(TargetHeight));
    column->addWidget(m_agrees);

    connect(m_language, &QComboBox::currentIndexChanged, this, &ConsentStep::showNotice);
    connect(print, &QPushButton::clicked, this, &ConsentStep::printNotice);
    connect(m_agrees, &QCheckBox::toggled, this, [this, languages, form](bool isGivenNow) {
        for (QWidget* part :
            { static_cast<QWidget*>(m_intro), languages, static_cast<QWidget*>(m_text), static_cast<QWidget*>(form) }) {
            part->setVisible(!isGivenNow);
        }
        Q_EMIT changed();
    });
    const QString wanted = context.settings.language().isEmpty() ? QLocale().name() : context.settings.language();
    const auto fitting = people::loadConsentNotice(wanted);
    m_language->setCurrentIndex(fitting ? qMax(0, m_language->findData(fitting->language)) : 0);
    showNotice();
}

bool ConsentStep::isGiven() const
{
    return m_agrees->isChecked() && !m_notice.hash.isEmpty();
}

people::Consent ConsentStep::consent() const
{
    people::Consent consent;
    consent.purpose = people::ConsentPurpose::AccessFace;
    consent.noticeVersion = m_notice.version;
    consent.noticeHash = m_notice.hash;
    consent.form = people::ConsentForm(m_form->currentData().toInt());
    consent.givenAt = m_context.clock.now();
    return consent;
}

void ConsentStep::showNotice()
{
    const auto notice = people::loadConsentNotice(m_language->currentData().toString());
    m_notice = notice ? *notice : people::ConsentNotice();
    m_text->setPlainText(m_notice.text);
    m_failure->setText(notice ? QString() : errorText(notice.error()));
    m_failure->setVisible(!notice);
    // Agreeing to one text is not agreeing to another.
    m_agrees->setChecked(false);
    m_agrees->setEnabled(notice.isOk());
    Q_EMIT changed();
}

void ConsentStep::printNotice()
{
    const QString foot =
        QStringLiteral("\n\n%1\n\n\n____________________      ____________________\n").arg(m_notice.version);
    m_context.prompts.print(this, tr("Notice on face recognition"), m_notice.text + foot, [](bool) {});
}

} // namespace gatehouse::ui
