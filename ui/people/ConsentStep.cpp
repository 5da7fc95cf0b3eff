#include "ui/people/ConsentStep.h"

#include "core/base/PrivateFile.h"
#include "core/people/Drafts.h"
#include "ui/people/SignaturePad.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

// What a scanned form is, by its first bytes; empty for what it cannot be.
QString mediaTypeOf(const QByteArray& bytes)
{
    if (bytes.startsWith("%PDF-"))
        return QStringLiteral("application/pdf");
    if (bytes.startsWith("\x89PNG\r\n"))
        return QStringLiteral("image/png");
    return bytes.startsWith("\xff\xd8\xff") ? QStringLiteral("image/jpeg") : QString();
}

QVBoxLayout* bareColumn(QWidget* widget, const Theme& theme)
{
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Small));
    return column;
}

} // namespace

QString noticeLanguageText(const QString& language)
{
    // Qt says "American English"; the notice is for anybody who reads English.
    return language == QStringLiteral("en") ? QStringLiteral("English") : QLocale(language).nativeLanguageName();
}

ConsentStep::ConsentStep(const SiteContext& context, const people::Person& person,
    const QList<people::ConsentPurpose>& open, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_personName(person.name)
    , m_isChild(person.guardianUntil && context.clock.now() < *person.guardianUntil)
    , m_terms(new QWidget)
    , m_language(new QComboBox)
    , m_text(new QPlainTextEdit)
    , m_form(new QComboBox)
    , m_guardian(new QLineEdit)
    , m_signing(new QWidget)
    , m_pad(new SignaturePad(context.appearance))
    , m_attaching(new QWidget)
    , m_attachment((new Label(context.appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
    , m_agrees(new QCheckBox)
    , m_missing((new Label(context.appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
    , m_failure((new Label(context.appearance, {}, TextSize::Body, Role::Deny))->wrapped())
{
    auto* column = bareColumn(this, context.appearance.theme());
    auto* terms = bareColumn(m_terms, context.appearance.theme());
    terms->addWidget((new Label(context.appearance,
                          tr("Show or read this notice to the person, in the language they understand. Nobody has to "
                             "agree: a "
                             "plate, a "
                             "pass or the guard do the same."),
                          TextSize::Body, Role::Muted))
                         ->wrapped());
    addPurposes(terms, open);
    addNotice(terms);
    addForm(terms);
    column->addWidget(m_terms);
    m_agrees->setObjectName(QStringLiteral("agrees"));
    m_agrees->setMinimumHeight(context.appearance.theme().px(TargetHeight));
    column->addWidget(m_agrees);
    m_missing->setObjectName(QStringLiteral("consentMissing"));
    column->addWidget(m_missing);
    connect(m_agrees, &QCheckBox::toggled, this, [this](bool isGivenNow) {
        m_terms->setVisible(!isGivenNow);
        Q_EMIT changed();
    });
    const QString wanted = context.settings.language().isEmpty() ? QLocale().name() : context.settings.language();
    const auto fitting = people::loadConsentNotice(wanted);
    m_language->setCurrentIndex(fitting ? qMax(0, m_language->findData(fitting->language)) : 0);
    connect(m_language, &QComboBox::currentIndexChanged, this, &ConsentStep::showNotice);
    showNotice();
    formChosen();
}

void ConsentStep::addPurposes(QVBoxLayout* column, const QList<people::ConsentPurpose>& open)
{
    for (const people::ConsentPurpose purpose : open) {
        auto* box = new QCheckBox(consentPurposeText(purpose));
        box->setObjectName(QStringLiteral("purpose-") + people::consentPurposeCode(purpose));
        box->setMinimumHeight(m_context.appearance.theme().px(TargetHeight));
        // One purpose is offered; each further one is for the person to ask for.
        box->setChecked(purpose == open.front());
        connect(box, &QCheckBox::toggled, this, &ConsentStep::showNotice);
        m_purposes.push_back({ purpose, box });
        column->addWidget(box);
    }
}

void ConsentStep::addNotice(QVBoxLayout* column)
{
    const Theme& theme = m_context.appearance.theme();
    auto* row = new QHBoxLayout;
    m_language->setObjectName(QStringLiteral("noticeLanguage"));
    m_language->setAccessibleName(tr("Language of the notice"));
    for (const QString& language : people::consentNoticeLanguages())
        m_language->addItem(noticeLanguageText(language), language);
    auto* print = new Button(m_context.appearance, ButtonLook::Plain, Icon::Print, tr("Print"));
    print->setObjectName(QStringLiteral("printNotice"));
    connect(print, &QPushButton::clicked, this, &ConsentStep::printNotice);
    row->addWidget(m_language, 1);
    row->addWidget(print);
    column->addLayout(row);
    m_text->setObjectName(QStringLiteral("notice"));
    m_text->setAccessibleName(tr("Notice"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(theme.px(168));
    column->addWidget(m_text);
    column->addWidget(m_failure);
}

void ConsentStep::addForm(QVBoxLayout* column)
{
    const Appearance& look = m_context.appearance;
    m_form->setObjectName(QStringLiteral("consentForm"));
    for (const people::ConsentForm form : people::AllConsentForms) {
        if (!m_isChild || form == people::ConsentForm::Guardian)
            m_form->addItem(consentFormText(form), int(form));
    }
    column->addWidget(new FormField(look, tr("How they agreed"), m_form,
        m_isChild ? tr("This person is under 14: a parent or guardian decides and signs.")
                  : tr("For a child under 14 the guardian agrees. Keep the signed paper.")));
    m_guardian->setObjectName(QStringLiteral("guardian"));
    m_guardian->setMaxLength(people::MaximumNameLength);
    m_guardianField = new FormField(look, tr("Name of the guardian"), m_guardian);
    column->addWidget(m_guardianField);

    auto* signing = bareColumn(m_signing, look.theme());
    signing->addWidget(m_pad);
    auto* clear = new Button(look, ButtonLook::Quiet, tr("Clear the signature"));
    clear->setObjectName(QStringLiteral("clearSignature"));
    signing->addWidget(clear, 0, Qt::AlignLeft);
    column->addWidget(m_signing);

    auto* attaching = bareColumn(m_attaching, look.theme());
    auto* attachForm = new Button(look, ButtonLook::Plain, Icon::Upload, tr("Attach the signed form…"));
    attachForm->setObjectName(QStringLiteral("attachForm"));
    attaching->addWidget(attachForm, 0, Qt::AlignLeft);
    m_attachment->setObjectName(QStringLiteral("attachment"));
    attaching->addWidget(m_attachment);
    column->addWidget(m_attaching);

    connect(m_form, &QComboBox::currentIndexChanged, this, &ConsentStep::formChosen);
    connect(m_guardian, &QLineEdit::textChanged, this, &ConsentStep::takeBack);
    connect(m_pad, &SignaturePad::changed, this, &ConsentStep::takeBack);
    connect(clear, &QPushButton::clicked, m_pad, &SignaturePad::clear);
    connect(attachForm, &QPushButton::clicked, this, &ConsentStep::attach);
}

QList<people::ConsentPurpose> ConsentStep::chosenPurposes() const
{
    QList<people::ConsentPurpose> chosen;
    for (const Purpose& each : m_purposes) {
        if (each.box->isChecked())
            chosen.append(each.purpose);
    }
    return chosen;
}

people::ConsentForm ConsentStep::form() const
{
    return people::ConsentForm(m_form->currentData().toInt());
}

bool ConsentStep::isGiven() const
{
    return m_agrees->isChecked() && m_agrees->isEnabled();
}

bool ConsentStep::coversFaces() const
{
    const QList<people::ConsentPurpose> chosen = chosenPurposes();
    return chosen.contains(people::ConsentPurpose::AccessFace)
        || chosen.contains(people::ConsentPurpose::AttendanceFace);
}

QList<people::Consent> ConsentStep::consents() const
{
    people::Consent consent;
    consent.form = form();
    consent.guardian = m_guardian->text();
    consent.givenAt = m_context.clock.now();
    const bool signsHere = !m_signing->isHidden() && m_pad->isSigned();
    if (signsHere)
        consent.proof = { m_pad->png(), QStringLiteral("image/png") };
    else if (!m_attaching->isHidden())
        consent.proof = m_scan;
    QList<people::Consent> given;
    for (const people::ConsentPurpose purpose : chosenPurposes()) {
        const people::ConsentNotice& notice = m_notices.at(purpose);
        consent.purpose = purpose;
        consent.noticeVersion = notice.version;
        consent.noticeHash = notice.hash;
        given.append(consent);
    }
    return given;
}

void ConsentStep::showNotice()
{
    const auto notices = people::loadConsentNotices(m_language->currentData().toString());
    m_notices = notices ? *notices : people::ConsentNotices();
    QStringList texts;
    if (notices) {
        for (const people::ConsentPurpose purpose : chosenPurposes())
            texts.append(m_notices.at(purpose).text);
    }
    m_text->setPlainText(texts.join(QStringLiteral("\n\n\u2014\u2014\u2014\n\n")));
    m_failure->setText(notices ? QString() : errorText(notices.error()));
    m_failure->setVisible(!notices);
    takeBack();
}

void ConsentStep::printNotice()
{
    QStringList pages;
    for (const people::ConsentPurpose purpose : chosenPurposes()) {
        const auto notice = m_notices.find(purpose);
        if (notice == m_notices.end())
            return;
        pages.append(
            QStringLiteral("%1\n\n%2\nSHA-256 %3\n\n\n____________________      ____________________\n")
                .arg(notice->second.text, notice->second.version, QString::fromLatin1(notice->second.hash.toHex())));
    }
    m_context.prompts.print(
        this, { tr("Notice on face recognition"), pages.join(QStringLiteral("\n\n\n")) }, [](bool) {});
}

void ConsentStep::attach()
{
    m_context.prompts.openFile(this, { tr("Signed form"), tr("Scanned forms (*.pdf *.png *.jpg *.jpeg)"), {} },
        [this](const QString& file) { attached(file); });
}

void ConsentStep::attached(const QString& file)
{
    if (file.isEmpty())
        return;
    const auto bytes = readSmallFile(file, people::MaximumProofBytes);
    const QString type = bytes ? mediaTypeOf(*bytes) : QString();
    if (type.isEmpty()) {
        m_scan = {};
        m_attachment->setText(tr("This file is no PDF or picture of at most 8 MB."));
    } else {
        m_scan = { *bytes, type };
        m_attachment->setText(
            tr("%1 attached; it is kept sealed in the store, the file can go.").arg(QFileInfo(file).fileName()));
    }
    takeBack();
}

void ConsentStep::formChosen()
{
    const people::ConsentForm chosen = form();
    m_guardianField->setVisible(chosen == people::ConsentForm::Guardian);
    m_agrees->setText(chosen == people::ConsentForm::Guardian
            ? tr("The guardian has read this and agrees")
            : tr("%1 has read this and agrees")
                  .arg(QString(m_personName).replace(QLatin1Char('&'), QStringLiteral("&&"))));
    m_signing->setVisible(chosen == people::ConsentForm::Signature || chosen == people::ConsentForm::Guardian);
    m_attaching->setVisible(chosen == people::ConsentForm::SignedForm || chosen == people::ConsentForm::Guardian);
    takeBack();
}

void ConsentStep::takeBack()
{
    m_agrees->setChecked(false);
    refresh();
    Q_EMIT changed();
}

void ConsentStep::refresh()
{
    const QString words = missing();
    m_agrees->setEnabled(words.isEmpty());
    m_missing->setText(words);
    m_missing->setVisible(!words.isEmpty());
}

QString ConsentStep::missing() const
{
    if (m_notices.empty())
        return tr("The notice is missing.");
    if (chosenPurposes().isEmpty())
        return tr("Choose what they agree to.");
    switch (form()) {
    case people::ConsentForm::Signature:
        return m_pad->isSigned() ? QString() : tr("The signature is missing.");
    case people::ConsentForm::Guardian:
        if (m_guardian->text().simplified().isEmpty())
            return tr("The name of the guardian is missing.");
        return m_pad->isSigned() || !m_scan.bytes.isEmpty() ? QString() : tr("The guardian's signature is missing.");
    case people::ConsentForm::SignedForm:
    case people::ConsentForm::Electronic:
        break;
    }
    return {};
}

} // namespace gatehouse::ui
