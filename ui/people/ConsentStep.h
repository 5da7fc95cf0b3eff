#pragma once

#include "core/people/ConsentNotice.h"
#include "core/people/Person.h"
#include "ui/common/FormField.h"
#include "ui/common/SiteContext.h"

class QCheckBox;
class QComboBox;
class QPlainTextEdit;

namespace gatehouse::ui {

// Takes a person's consent to face recognition: the notice in the language they read, to show, read aloud or print; how
// they consented; and the word that they did. What is recorded is the very text that was shown. Once given, the notice
// makes room for the pictures; taking the word back shows it again.
class ConsentStep : public QWidget
{
    Q_OBJECT

public:
    ConsentStep(const SiteContext& context, const QString& personName, QWidget* parent = nullptr);

    [[nodiscard]] bool isGiven() const;
    // For ConsentLedger, once given; the person is the caller's to fill in.
    [[nodiscard]] people::Consent consent() const;

Q_SIGNALS:
    void changed();

private:
    void showNotice();
    void printNotice();

    const SiteContext& m_context;
    people::ConsentNotice m_notice;
    QComboBox* m_language;
    Label* m_intro;
    QPlainTextEdit* m_text;
    QComboBox* m_form;
    QCheckBox* m_agrees;
    Label* m_failure;
};

// A notice's language in its own words.
[[nodiscard]] QString noticeLanguageText(const QString& language);

} // namespace gatehouse::ui
