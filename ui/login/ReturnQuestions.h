#pragma once

#include "core/backup/SiteReturn.h"
#include "ui/common/Prompts.h"

#include <QWidget>

class QLineEdit;
class QRadioButton;

namespace gatehouse::ui {

class Appearance;
class FormField;
class PassphraseField;

// What a site that comes back is made of: the backup, the copy of the key ring where there is one, and what opened the
// site then. GUI thread.
class ReturnQuestions : public QWidget
{
    Q_OBJECT

public:
    ReturnQuestions(const Appearance& appearance, Prompts& prompts, QWidget* parent = nullptr);

    void focusFirst();
    [[nodiscard]] bool hasInput() const;
    [[nodiscard]] bool isByRecoveryCode() const;
    // Says beside its field what is missing, and goes there.
    [[nodiscard]] bool isComplete();
    [[nodiscard]] backup::SiteReturn::Files files() const;
    [[nodiscard]] security::CarriedSecret secret() const;
    // Whether the error is about what was entered here; it is said beside the field then.
    [[nodiscard]] bool takeError(const Error& error);
    void forgetSecret();

Q_SIGNALS:
    void returnPressed();

private:
    QWidget* makeFileRow(QLineEdit* line, const char* button, const FileRequest& request);
    void connectFields();

    const Appearance& m_appearance;
    Prompts& m_prompts;
    QLineEdit* m_backup;
    FormField* m_backupField;
    QLineEdit* m_ring;
    FormField* m_ringField;
    QRadioButton* m_byPassphrase;
    QRadioButton* m_byCode;
    QLineEdit* m_name;
    FormField* m_nameField;
    PassphraseField* m_words;
    FormField* m_wordsField;
    QLineEdit* m_factor;
    FormField* m_factorField;
};

} // namespace gatehouse::ui
