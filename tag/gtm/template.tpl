___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Tagline",
  "categories": [
    "ANALYTICS",
    "CONVERSIONS"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": ""
  },
  "description": "Page views, conversions and custom events for Tagline, a self-hosted, open-source LINE Tag. Speaks LINE's own calls, and follows Consent Mode where asked to.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "SELECT",
    "name": "kind",
    "displayName": "Kind",
    "macrosInSelect": false,
    "selectItems": [
      {
        "value": "base",
        "displayValue": "Base code"
      },
      {
        "value": "conversion",
        "displayValue": "Conversion"
      },
      {
        "value": "event",
        "displayValue": "Custom event"
      }
    ],
    "simpleValueType": true,
    "defaultValue": "base",
    "help": "The base code loads the tag and counts the page view: on all pages, once. A conversion and a custom event may run before it; their calls wait."
  },
  {
    "type": "TEXT",
    "name": "tagIds",
    "displayName": "Tag id",
    "simpleValueType": true,
    "help": "From Settings or Tracking of your Tagline. Several are separated by commas.",
    "valueHint": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(\\s*,\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})*\\s*$"
        ],
        "errorMessage": "A tag id is a UUID; several are separated by commas."
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "collector",
    "displayName": "Collector address",
    "simpleValueType": true,
    "help": "Where your Tagline is reached, perhaps with a path.",
    "valueHint": "https://t.example",
    "enablingConditions": [
      {
        "paramName": "kind",
        "paramValue": "base",
        "type": "EQUALS"
      }
    ],
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^https://[A-Za-z0-9._-]+(:[0-9]+)?(/[A-Za-z0-9_-]+)*/?$"
        ],
        "errorMessage": "The address begins with https://, and has no query."
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "eventName",
    "displayName": "Event name",
    "simpleValueType": true,
    "help": "1 to 20 letters, digits, _ or -. A standard event such as Purchase or AddToCart, or a name of your own.",
    "enablingConditions": [
      {
        "paramName": "kind",
        "paramValue": "event",
        "type": "EQUALS"
      }
    ],
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^[A-Za-z0-9_-]{1,20}$"
        ],
        "errorMessage": "An event name has 1 to 20 letters, digits, _ or -."
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "details",
    "displayName": "What the event carries",
    "groupStyle": "ZIPPY_CLOSED",
    "enablingConditions": [
      {
        "paramName": "kind",
        "paramValue": "conversion",
        "type": "EQUALS"
      },
      {
        "paramName": "kind",
        "paramValue": "event",
        "type": "EQUALS"
      }
    ],
    "subParams": [
      {
        "type": "TEXT",
        "name": "value",
        "displayName": "Value",
        "simpleValueType": true,
        "help": "A plain number, such as 1980 or 12.5."
      },
      {
        "type": "TEXT",
        "name": "currency",
        "displayName": "Currency",
        "simpleValueType": true,
        "valueHint": "JPY",
        "valueValidators": [
          {
            "type": "REGEX",
            "args": [
              "^([A-Za-z]{3})?$"
            ],
            "errorMessage": "A currency has three letters."
          }
        ]
      },
      {
        "type": "TEXT",
        "name": "deduplicationKey",
        "displayName": "Deduplication key",
        "simpleValueType": true,
        "help": "Such as the number of the order: the same name and key within 30 days count once."
      },
      {
        "type": "TEXT",
        "name": "externalId",
        "displayName": "External id",
        "simpleValueType": true,
        "help": "Your own id of the person, best hashed."
      },
      {
        "type": "SIMPLE_TABLE",
        "name": "properties",
        "displayName": "Further properties",
        "simpleTableColumns": [
          {
            "defaultValue": "",
            "displayName": "Name",
            "name": "name",
            "type": "TEXT",
            "isUnique": true,
            "valueValidators": [
              {
                "type": "NON_EMPTY"
              }
            ]
          },
          {
            "defaultValue": "",
            "displayName": "Value",
            "name": "value",
            "type": "TEXT"
          }
        ],
        "newRowButtonText": "Add a property"
      }
    ]
  },
  {
    "type": "SELECT",
    "name": "consentType",
    "displayName": "Consent",
    "macrosInSelect": false,
    "selectItems": [
      {
        "value": "none",
        "displayValue": "Not asked by this tag"
      },
      {
        "value": "ad_storage",
        "displayValue": "Follow ad_storage"
      },
      {
        "value": "analytics_storage",
        "displayValue": "Follow analytics_storage"
      }
    ],
    "simpleValueType": true,
    "defaultValue": "none",
    "help": "Followed: nothing is sent or kept until Consent Mode says granted, and all that is kept is taken away when it says denied. Consent Mode needs a default in this container: Tag Manager calls a consent that nobody set granted.",
    "enablingConditions": [
      {
        "paramName": "kind",
        "paramValue": "base",
        "type": "EQUALS"
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "options",
    "displayName": "Options",
    "groupStyle": "ZIPPY_CLOSED",
    "enablingConditions": [
      {
        "paramName": "kind",
        "paramValue": "base",
        "type": "EQUALS"
      }
    ],
    "subParams": [
      {
        "type": "SELECT",
        "name": "spa",
        "displayName": "Single-page app",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "off",
            "displayValue": "No"
          },
          {
            "value": "history",
            "displayValue": "Yes, by its addresses"
          },
          {
            "value": "hash",
            "displayValue": "Yes, by what follows #/ or #!"
          }
        ],
        "simpleValueType": true,
        "defaultValue": "off",
        "help": "Counts a page view where the address changes without loading."
      },
      {
        "type": "TEXT",
        "name": "linkDomains",
        "displayName": "Domains to link",
        "simpleValueType": true,
        "help": "Domains on which a visitor is known as one when a link leads from one to another, separated by commas."
      },
      {
        "type": "TEXT",
        "name": "cut",
        "displayName": "Query parameters to cut",
        "simpleValueType": true,
        "help": "Names, separated by commas."
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const addConsentListener = require('addConsentListener');
const callInWindow = require('callInWindow');
const copyFromWindow = require('copyFromWindow');
const createArgumentsQueue = require('createArgumentsQueue');
const injectScript = require('injectScript');
const isConsentGranted = require('isConsentGranted');
const makeNumber = require('makeNumber');
const makeString = require('makeString');

// Words between commas, without what stands around them.
const listOf = (text) =>
  makeString(text || '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const tagIds = listOf(data.tagIds);

// Takes calls until the tag has loaded, so that the order of the tags in the container does not matter.
if (!copyFromWindow('_lt')) createArgumentsQueue('_lt', '_ltq');

const base = () => {
  const params = { customerType: 'account', tagId: tagIds.join(',') };
  if (data.spa && data.spa !== 'off') params.spa = data.spa;
  const domains = listOf(data.linkDomains);
  if (domains.length > 0) params.autoLinkDomains = domains.join(',');
  const cut = listOf(data.cut);
  if (cut.length > 0) params.cut = cut.join(',');

  if (data.consentType && data.consentType !== 'none') {
    if (isConsentGranted(data.consentType)) callInWindow('_lt', 'consent', 'granted');
    // Not yet: what was seen so far is kept back, and goes if the visitor agrees.
    else callInWindow('_lt', 'consent');
    addConsentListener(data.consentType, (consentType, granted) => {
      callInWindow('_lt', 'consent', granted ? 'granted' : 'denied');
    });
  }
  callInWindow('_lt', 'init', params);
  callInWindow('_lt', 'send', 'pv', tagIds);

  const address = makeString(data.collector || '').trim();
  const root = address.charAt(address.length - 1) === '/' ? address.slice(0, -1) : address;
  const script = root + '/lt.js';
  // Under its address as token: two tags of a page load it once.
  injectScript(script, data.gtmOnSuccess, data.gtmOnFailure, script);
};

// A number where it is one; else as it is, so that Tagline says what was wrong with it. A blank is none, and neither is
// what is only a number to a program.
const valueOf = (value) => {
  const text = makeString(value).trim();
  const isPlain = text.split('').every((char) => '0123456789.'.indexOf(char) >= 0);
  const number = makeNumber(text);
  return text !== '' && isPlain && number === number ? number : value;
};

const event = (name) => {
  const params = {};
  (data.properties || []).forEach((row) => {
    params[row.name] = row.value;
  });
  params.type = name;
  if (data.value || data.value === 0) params.value = valueOf(data.value);
  ['currency', 'deduplicationKey', 'externalId'].forEach((field) => {
    if (data[field]) params[field] = data[field];
  });
  callInWindow('_lt', 'send', 'cv', params, tagIds);
  data.gtmOnSuccess();
};

if (tagIds.length === 0) data.gtmOnFailure();
else if (data.kind === 'base') base();
else if (data.kind === 'conversion') event('Conversion');
// A variable may have given any name.
else if (makeString(data.eventName || '').match('^[A-Za-z0-9_-]{1,20}$')) event(data.eventName);
else data.gtmOnFailure();


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "access_globals",
        "versionId": "1"
      },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "_lt"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "_ltq"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "inject_script",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://*/*"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "access_consent",
        "versionId": "1"
      },
      "param": [
        {
          "key": "consentTypes",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_storage"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "analytics_storage"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: The base code loads the tag and counts the page view
  code: |-
    mock('injectScript', (url, onSuccess) => onSuccess());
    runCode({ kind: 'base', tagIds: id, collector: 'https://t.example/', spa: 'off' });
    assertApi('callInWindow').wasCalledWith('_lt', 'init', { customerType: 'account', tagId: id });
    assertApi('callInWindow').wasCalledWith('_lt', 'send', 'pv', [id]);
    assertApi('addConsentListener').wasNotCalled();
    assertApi('gtmOnSuccess').wasCalled();
- name: A conversion sends what it carries
  code: |-
    runCode({ kind: 'conversion', tagIds: id, value: '1980', currency: 'JPY', deduplicationKey: 'A-1' });
    assertApi('callInWindow').wasCalledWith('_lt', 'send', 'cv', { type: 'Conversion', value: 1980, currency: 'JPY', deduplicationKey: 'A-1' }, [id]);
    assertApi('injectScript').wasNotCalled();
    assertApi('gtmOnSuccess').wasCalled();
- name: A custom event with a name that is none fails
  code: |-
    runCode({ kind: 'event', tagIds: id, eventName: 'a name' });
    assertApi('callInWindow').wasNotCalled();
    assertApi('gtmOnFailure').wasCalled();
- name: Consent is followed
  code: |-
    mock('isConsentGranted', false);
    mock('addConsentListener', (type, listener) => listener(type, true));
    runCode({ kind: 'base', tagIds: id, collector: 'https://t.example', consentType: 'ad_storage' });
    assertApi('callInWindow').wasCalledWith('_lt', 'consent');
    assertApi('callInWindow').wasCalledWith('_lt', 'consent', 'granted');
setup: |-
  const id = '11111111-1111-4111-8111-111111111111';
  mock('copyFromWindow', undefined);
  mock('createArgumentsQueue', undefined);
  mock('callInWindow', undefined);
  mock('injectScript', undefined);


___NOTES___

Written for Tagline, which is not affiliated with LINE or LY Corporation and ships none of LINE's code. The template
speaks the calls that lt.js of Tagline takes: init, send pv, send cv, consent.
