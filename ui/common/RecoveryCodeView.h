#pragma once

#include "core/security/Passphrase.h"
#include "ui/common/Prompts.h"
#include "ui/common/Widgets.h"

namespace gatehouse::ui {

class Banner;

// A recovery code on its only showing: to be written down, printed on paper or saved to a stick. It never goes to the
// clipboard, nor into a file on the disk the site lies on: a key beside the data locks nothing. GUI thread.
class RecoveryCodeView : public QWidget
{
    Q_OBJECT

public:
    RecoveryCodeView(const Appearance& appearance, Prompts& prompts, QWidget* parent = nullptr);

    void setCode(const QString& siteName, const QString& siteFolder, const security::Passphrase& code);
    // Takes it off the screen and out of the widget.
    void clear();

private:
    void print();
    void save();
    void saveTo(const QString& file);
    [[nodiscard]] QString sheet() const;

    Prompts& m_prompts;
    QString m_siteName;
    QString m_siteFolder;
    Label* m_code;
    Banner* m_banner;
};

} // namespace gatehouse::ui
