#pragma once

#include "ui/login/LoginCard.h"

#include <QTimeZone>

class QComboBox;
class QLineEdit;

namespace gatehouse::ui {

class FormField;

// First start, 1 of 3: what the site is called and whose clock it goes by.
class SiteStep : public LoginCard
{
    Q_OBJECT

public:
    SiteStep(const Appearance& appearance, bool isDemo, QWidget* parent = nullptr);

    [[nodiscard]] QString name() const;
    [[nodiscard]] QTimeZone timeZone() const;
    void focusFirst();

Q_SIGNALS:
    void completed();
    void demoRequested();
    void ownSiteRequested();
    void returnRequested();

private:
    void check();
    QLineEdit* m_name;
    QComboBox* m_zone;
    FormField* m_nameField;
    FormField* m_zoneField;
};

} // namespace gatehouse::ui
