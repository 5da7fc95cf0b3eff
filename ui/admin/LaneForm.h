#pragma once

#include "ui/admin/DeviceBook.h"
#include "ui/admin/PreviewFeed.h"
#include "ui/common/RecordForm.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace gatehouse::ui {

class RegionPicker;

// Adds a lane (whose id is invalid) or changes one; the region it looks at is drawn on the camera's own picture.
class LaneForm : public RecordForm
{
    Q_OBJECT

public:
    LaneForm(const SiteContext& context, const DeviceBook& book, const lane::Lane& lane, QWidget* parent = nullptr);
    void save() override;

protected:
    void readAgain() override;
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] lane::Purpose purpose() const;
    [[nodiscard]] QString chosenRegionsText() const;
    [[nodiscard]] QString pickedText() const;
    void purposeChosen();
    void watchCamera();
    void pickerChanged();

    const DeviceBook m_book;
    const lane::Lane m_lane;
    QLineEdit* m_name;
    QComboBox* m_camera;
    QComboBox* m_purpose;
    QComboBox* m_direction;
    QComboBox* m_zone;
    QComboBox* m_gate;
    QWidget* m_regions;
    QList<QCheckBox*> m_regionBoxes;
    FormField* m_regionsField;
    QCheckBox* m_liveness;
    QCheckBox* m_enabled;
    RegionPicker* m_picker;
    Button* m_whole;
    PreviewFeed m_feed;
    bool m_isWatching = false; // from when it is shown
};

} // namespace gatehouse::ui
