#pragma once

#include "core/people/ConsentNotice.h"
#include "core/people/Person.h"
#include "ui/common/FormField.h"
#include "ui/common/SiteContext.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace gatehouse::ui {

class SignaturePad;

// Takes a person's consent: which purposes, each for itself; the notices of those in the language they read, to show,
// read aloud or print; how they consented, with the signature drawn here or the signed form attached; and the word that
// they did. What is recorded is the very text that was shown. For a child a guardian decides and is named. Once given,
// the notice makes room for the pictures; taking the word back shows it again.
class ConsentStep : public QWidget
{
    Q_OBJECT

public:
    // `open` purposes are asked for: those without a consent in force.
    ConsentStep(const SiteContext& context, const people::Person& person, const QList<people::ConsentPurpose>& open,
        QWidget* parent = nullptr);

    [[nodiscard]] bool isGiven() const;
    // Recognition, by which pictures can be taken at all, is among what was given.
    [[nodiscard]] bool coversFaces() const;
    // For ConsentLedger, once given, one a purpose; the person is the caller's to fill in.
    [[nodiscard]] QList<people::Consent> consents() const;

Q_SIGNALS:
    void changed();

private:
    void addPurposes(QVBoxLayout* column, const QList<people::ConsentPurpose>& open);
    void addNotice(QVBoxLayout* column);
    void addForm(QVBoxLayout* column);
    void showNotice();
    void printNotice();
    void attach();
    void attached(const QString& file);
    void formChosen();
    // Agreeing to one text, or by one form, is not agreeing to another.
    void takeBack();
    void refresh();
    [[nodiscard]] QList<people::ConsentPurpose> chosenPurposes() const;
    [[nodiscard]] people::ConsentForm form() const;
    [[nodiscard]] QString missing() const;

    struct Purpose
    {
        people::ConsentPurpose purpose;
        QCheckBox* box;
    };
    const SiteContext& m_context;
    const QString m_personName;
    const bool m_isChild;
    people::ConsentNotices m_notices;
    people::ConsentProof m_scan;
    std::vector<Purpose> m_purposes;
    QWidget* m_terms; // everything that makes room once the word is given
    QComboBox* m_language;
    QPlainTextEdit* m_text;
    QComboBox* m_form;
    FormField* m_guardianField = nullptr;
    QLineEdit* m_guardian;
    QWidget* m_signing;
    SignaturePad* m_pad;
    QWidget* m_attaching;
    Label* m_attachment;
    QCheckBox* m_agrees;
    Label* m_missing;
    Label* m_failure;
};

// A notice's language in its own words.
[[nodiscard]] QString noticeLanguageText(const QString& language);

} // namespace gatehouse::ui
